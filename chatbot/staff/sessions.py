"""How long staff stay signed in: twelve hours at most, and thirty minutes without doing anything."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

LONGEST = 12 * 3600  # seconds
IDLE = 30 * 60
NOTED_EVERY = 60  # a session is not written at every click
BEGAN, ACTIVE = "staff_began", "staff_active"


class StaffSessionMiddleware:
    """Sign staff out when their session has ended; note what they do, so that it does not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("admin:index")) and request.user.is_authenticated:
            if has_ended(request.session):
                _sign_out(request)
            elif request.method != "HEAD":  # the desk asks so whether it is still signed in
                note(request.session)
        return self.get_response(request)


def has_ended(session: SessionBase) -> bool:
    """Return whether the session is too old, or nobody has used it for too long."""
    now = timezone.now().timestamp()
    began, active = float(session.get(BEGAN, now)), float(session.get(ACTIVE, now))
    return now - began >= LONGEST or now - active >= IDLE


def note(session: SessionBase) -> bool:
    """Note that somebody uses the session, at most once a minute; returns whether something changed."""
    now = timezone.now().timestamp()
    if now - session.get(ACTIVE, 0) < NOTED_EVERY:
        return False
    session.setdefault(BEGAN, now)
    session[ACTIVE] = now
    return True


def keep_alive(session: SessionBase) -> bool:
    """Note use outside a request; returns whether the session still holds. One that was signed out does not come back."""
    if SESSION_KEY not in session or has_ended(session):
        return False
    try:
        if note(session):
            session.save()
    except UpdateError:
        return False
    return True


def _sign_out(request: HttpRequest) -> None:
    logout(request)
    if request.path != reverse("admin:login"):
        said = _("You were signed out: a session ends after 30 minutes without activity, and after 12 hours. Sign in again.")
        messages.warning(request, said)
