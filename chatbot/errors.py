"""The one tree of expected errors; three edges translate them: HTTP middleware, consumers, management commands."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _


class GuichetError(Exception):
    """An expected failure; its message is safe to show to whoever caused it.

    `code` is stable and machine-readable, `status` the HTTP status, `close` the WebSocket close code (0: stay open).
    """

    code = "error"
    status = 400
    close = 0
    default: object = _("This request could not be carried out.")

    def __init__(self, message: object = "") -> None:
        super().__init__(message or self.default)

    @property
    def message(self) -> str:
        """The sentence to show, in the active language."""
        return str(self.args[0])


class NotFound(GuichetError):
    """The thing does not exist, or is none of the caller's business."""

    code, status, close = "not_found", 404, 4404
    default = _("There is nothing at this address.")


class Forbidden(GuichetError):
    """The caller is known and may not do this."""

    code, status, close = "forbidden", 403, 4403
    default = _("You are not allowed to do this.")


class NoSession(GuichetError):
    """The browser holds no customer token."""

    code, status = "no_session", 403
    default = _("Your browser did not keep this chat's cookie. Allow it, or open the chat in its own window, and try again.")


class NoFormCookie(GuichetError):
    """A form came without the cookie that shows that it is ours."""

    code, status = "no_form_cookie", 403
    default = _(
        "Your browser did not keep the cookie of this page, so that nothing was sent. "
        "Allow cookies for this site, go back, and try again: what you wrote is usually still there."
    )


class Invalid(GuichetError):
    """The input cannot be used; the message says what and where."""

    code = "invalid"
    default = _("This could not be read.")


class TooLong(Invalid):
    """The text is longer than the limit."""

    code = "too_long"
    status = 413


class TooFast(GuichetError):
    """The caller sends more than the limits allow."""

    code, status = "too_fast", 429
    retry_after = 10  # seconds
    default = _("You are sending messages very quickly. Please wait a moment and try again.")


class Conflict(GuichetError):
    """Somebody else was there first."""

    code, status = "conflict", 409


class Undisclosed(GuichetError):
    """The session has not been told, or not lately, that an AI answers."""

    code, status = "undisclosed", 409
    default = _("Please read first who answers here: the notice has just been shown. Then send your message again.")


class AISwitchedOff(GuichetError):
    """The company has switched the AI off; people go on."""

    code, status = "ai_off", 503
    default = _("The AI is switched off at the moment.")


class ErrorMiddleware:
    """Turn a GuichetError raised by a view into a page with its message and status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, GuichetError):
            return None
        return render(request, "error.html", {"error": error}, status=error.status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that a form was refused, and what to do; Django calls it."""
    return render(request, "error.html", {"error": NoFormCookie()}, status=NoFormCookie.status)
