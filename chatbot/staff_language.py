"""The language of the desk and the administration, which speak fewer languages than the customer's pages."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import activate, get_language
from django.utils.translation.trans_real import parse_accept_lang_header

FALLBACK = "en"


class StaffLanguageMiddleware:
    """Speak to staff in a language that the desk is translated into, so that no page mixes two."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("admin:index")) and get_language() not in settings.STAFF_LANGUAGES:
            language = _next_best(request.headers.get("Accept-Language", ""))
            activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)


def _next_best(header: str) -> str:
    """Return the first language of the browser's list that the desk speaks, else English."""
    wanted = (code[:2] for code, _weight in parse_accept_lang_header(header))
    return next((code for code in wanted if code in settings.STAFF_LANGUAGES), FALLBACK)
