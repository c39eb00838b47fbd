"""The admin, with the adviser desk inside it."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _


class GuichetAdminSite(AdminSite):
    """Django's admin under the product's name; /admin/desk/ stands behind the same permission check."""

    site_header = "Guichet"
    site_title = "Guichet"
    index_title = _("Administration")
    site_url = None  # customers meet the company's own pages, not ours

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from chatbot.staff.pages import SecondFactorPages
        from conversations import desk  # models cannot be imported before the apps are ready

        def page(request: HttpRequest) -> TemplateResponse:
            return desk.page(request, self.each_context(request))

        return [path("desk/", self.admin_view(page), name="desk"), *SecondFactorPages(self).urls, *super().get_urls()]

    def has_permission(self, request: HttpRequest) -> bool:
        """Let in staff whose second factor was shown, where they have one or need one: every page of the admin asks this."""
        from chatbot.staff import pages, second_factor

        adviser = pages.staff_of(request)
        return adviser is not None and second_factor.is_satisfied(adviser, request.session)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Ask for the second factor after the password."""
        from chatbot.staff import pages

        if request.method == "GET" and pages.staff_of(request) and not self.has_permission(request):
            return HttpResponseRedirect(f"{reverse('admin:second_factor')}?{request.META['QUERY_STRING']}")
        return super().login(request, extra_context)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from django.contrib.auth.models import AbstractUser

        from chatbot.staff import second_factor
        from conversations import desk

        user = request.user
        counts = {
            "waiting_count": desk.waiting_count(user),
            "unanswered_count": desk.unanswered_count(user),
            "reported_count": desk.reported_count(user),
            "has_second_factor": isinstance(user, AbstractUser) and second_factor.device_of(user) is not None,
        }
        return super().index(
            request, {**(extra_context or {}), **counts, "ai": desk.ai_switch(user), "reported_count": desk.reported_count(user)}
        )


class GuichetAdminConfig(AdminConfig):
    """Makes GuichetAdminSite the admin.site of the project."""

    default_site = "chatbot.admin_site.GuichetAdminSite"
