"""The pages of the second factor, inside the admin: asked for at sign-in, set up once."""

from base64 import b32encode

import segno
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import logout
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chatbot.errors import GuichetError
from chatbot.staff import recovery, second_factor
from chatbot.staff.models import SecondFactor


class SecondFactorPages:
    """The addresses below /admin/second-factor/: for staff whose password was right, whether their second factor was or not."""

    def __init__(self, site: AdminSite) -> None:
        self.site = site

    @property
    def urls(self) -> list[URLPattern]:
        """What the admin adds to its own addresses."""
        return [
            path("second-factor/", never_cache(self.ask), name="second_factor"),
            path("second-factor/setup/", never_cache(self.set_up), name="second_factor_setup"),
            path("second-factor/leave/", require_POST(self.leave), name="second_factor_leave"),
        ]

    def ask(self, request: HttpRequest) -> HttpResponse:
        """Ask for the code of the adviser's app, or a recovery code."""
        adviser = staff_of(request)
        if adviser is None:
            return _to_login(request)
        if second_factor.is_satisfied(adviser, request.session):
            return HttpResponseRedirect(_next(request))
        if second_factor.device_of(adviser) is None:
            return HttpResponseRedirect(reverse("admin:second_factor_setup"))
        try:
            if request.method == "POST":
                second_factor.pass_with(adviser, request.session, request.POST.get("code", ""))
                return HttpResponseRedirect(_next(request))
        except GuichetError as error:
            return self._page(request, "ask", _("Second factor"), error=error, next=_next(request))
        return self._page(request, "ask", _("Second factor"), next=_next(request))

    def set_up(self, request: HttpRequest) -> HttpResponse:
        """Show the key for the app, take its first code, then show the recovery codes, once."""
        adviser = staff_of(request)
        if adviser is None:
            return _to_login(request)
        present = second_factor.device_of(adviser)
        if present and not second_factor.is_satisfied(adviser, request.session):
            return HttpResponseRedirect(reverse("admin:second_factor"))
        error: GuichetError | None = None
        if request.method == "POST":
            try:
                codes = second_factor.set_up(adviser, request.session, request.POST.get("code", ""))
                return self._page(request, "codes", _("Recovery codes"), codes=codes)
            except GuichetError as refused:
                error = refused
        shown = _shown(second_factor.candidate(adviser, request.session))
        left = recovery.left(adviser)
        return self._page(request, "setup", _("Set up the second factor"), error=error, present=present, left=left, **shown)

    def leave(self, request: HttpRequest) -> HttpResponse:
        """Sign out whoever has not passed yet."""
        logout(request)
        messages.info(request, _("You are signed out."))
        return HttpResponseRedirect(reverse("admin:login"))

    def _page(self, request: HttpRequest, name: str, title: str, **context: object) -> HttpResponse:
        error = context.get("error")
        page = f"admin/second_factor/{name}.html"
        status = error.status if isinstance(error, GuichetError) else 200
        context = {**self.site.each_context(request), "title": title, "is_nav_sidebar_enabled": False, **context}
        return TemplateResponse(request, page, context, status=status)


def staff_of(request: HttpRequest) -> AbstractUser | None:
    """Return who gave the right password, if they are staff."""
    user = request.user
    return user if isinstance(user, AbstractUser) and user.is_active and user.is_staff else None


def _to_login(request: HttpRequest) -> HttpResponse:
    return redirect_to_login(request.get_full_path(), reverse("admin:login"))


def _next(request: HttpRequest) -> str:
    """Return where the adviser wanted to go, if it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if is_ours else reverse("admin:index")


def _shown(device: SecondFactor) -> dict[str, object]:
    """Return the key as a picture and in groups of four letters."""
    key = b32encode(device.bin_key).decode()
    return {"picture": _picture(device.config_url), "key": " ".join(key[at : at + 4] for at in range(0, len(key), 4))}


def _picture(address: str) -> SafeString:
    """Return a QR code as SVG with no style in it, drawn here."""
    code = segno.make(address, error="m", micro=False)
    return mark_safe(code.svg_inline(scale=5, border=3, dark="#000", light="#fff", svgclass="qr", lineclass=None))  # noqa: S308  drawn by us
