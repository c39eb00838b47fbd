"""The AI switch in the admin: one press stops the AI on all sites, or on one; one press lets it answer again."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chatbot.errors import Forbidden, Invalid
from chatbot.sites.models import AIStop, Site
from conversations import access, switch
from conversations.models import Adviser


def adviser_of(request: HttpRequest) -> Adviser:
    """Return who is signed in; the admin has checked that they are staff."""
    assert isinstance(request.user, Adviser)  # noqa: S101
    return request.user


def state_of(adviser: Adviser) -> dict[str, Any]:
    """Return what the pages show: whether the AI is off everywhere, and where."""
    stops = {stop.site_id: stop.stopped_at for stop in AIStop.objects.all()}
    sites = [{"site": site, "off_since": stops.get(None) or stops.get(site.pk)} for site in access.sites_of(adviser)]
    return {
        "may_switch": switch.may_switch(adviser),
        "off_everywhere": stops.get(None),
        "sites": sites,
        "off_count": sum(one["off_since"] is not None for one in sites),
        "may_switch_all": adviser.is_superuser,
    }


@admin.register(AIStop)
class AIStopAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in its stubs only
    """One page instead of rows."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, Adviser) and switch.may_switch(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return switch.may_switch(adviser_of(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        return [
            path("", self._door(self.page), name="sites_aistop_changelist"),
            path("switch/", self._door(require_POST(self.switch)), name="sites_aistop_switch"),
        ]

    def _door(self, view: Callable[..., HttpResponse]) -> Any:
        """Let in who may switch the AI."""

        def opened(request: HttpRequest) -> HttpResponse:
            if not switch.may_switch(adviser_of(request)):
                raise Forbidden
            return view(request)

        return self.admin_site.admin_view(opened)

    def page(self, request: HttpRequest) -> TemplateResponse:
        """Show where the AI answers and where it is off."""
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("AI switch")}
        return TemplateResponse(request, "admin/sites/ai_switch.html", context | state_of(adviser_of(request)))

    def switch(self, request: HttpRequest) -> HttpResponse:
        """Carry out one press, and say what was done."""
        site = _place(request.POST.get("site"))
        match request.POST.get("to"):
            case "off":
                switch.switch_off(actor=adviser_of(request), site=site)
                level, said = (
                    messages.SUCCESS,
                    _("The AI is switched off. Running answers have been ended, and customers are told."),
                )
            case "on":
                switch.switch_on(actor=adviser_of(request), site=site)
                level, said = _after_on()
            case _:
                raise Invalid(_("Say whether the AI is to be switched “on” or “off”: nothing was changed."))
        self.message_user(request, said, level)
        return HttpResponseRedirect(reverse("admin:sites_aistop_changelist"))


def _place(wanted: str | None) -> Site | None:
    """Return the site that a press names; None, an empty name, stands for all."""
    if wanted == "":
        return None
    is_number = wanted is not None and wanted.isascii() and wanted.isdigit()
    site = Site.objects.filter(pk=wanted or 0).first() if is_number else None
    if site is None:
        raise Invalid(_("There is no such site: nothing was changed. Reload the page and press again."))
    return site


def _after_on() -> tuple[int, str]:
    if AIStop.objects.filter(site=None).exists():
        return messages.WARNING, _("The AI still answers nobody: it stays switched off for all sites.")
    return messages.SUCCESS, _("The AI is switched on. It says again that it is an AI before it answers.")
