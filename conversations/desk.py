"""The adviser desk's page, and who may open it."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings as django_settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from chatbot import conf
from chatbot.errors import Forbidden
from chatbot.staff import second_factor, sessions
from conversations import access, desk_queue, events, presence, reading, switch_pages, unanswered
from conversations.desk_words import words
from conversations.models import Adviser, Feedback

DESK = {"is_desk": True, "is_nav_sidebar_enabled": False}
PRESENCE_EVERY = timedelta(seconds=19)  # a little less than the desk's pings are apart


def page(request: HttpRequest, context: dict[str, Any]) -> TemplateResponse:
    """Show the desk; the admin has already checked that the visitor is staff."""
    user = request.user
    assert isinstance(user, Adviser)  # noqa: S101  the admin's permission check came first
    settings = {
        "adviser": user.pk,
        "sites": access.sites_of(user).count(),
        "words": words(),
    }
    return TemplateResponse(
        request,
        "admin/desk/desk.html",
        {
            **context,
            **switch_pages.state_of(user),
            "title": _("Adviser desk"),
            **DESK,
            "settings": settings,
            "reasons": reading.Reason.choices,
        },
    )


def waiting_count(user: Adviser | AnonymousUser) -> int:
    """Return how many customers wait for a person on the user's sites."""
    return desk_queue.waiting(user) if isinstance(user, Adviser) else 0


def unanswered_count(user: Adviser | AnonymousUser) -> int:
    """Return how many questions of the user's sites have had no useful answer lately; 0 for who may not see them."""
    may_see = isinstance(user, Adviser) and user.has_perm("conversations.view_openquestion")
    return unanswered.count(user) if isinstance(user, Adviser) and may_see else 0


def reported_count(user: Adviser | AnonymousUser) -> int:
    """Return how many answers customers of the user's sites have reported; 0 for who may not see the list."""
    if not isinstance(user, Adviser) or not user.has_perm("conversations.view_feedback"):
        return 0
    return Feedback.objects.filter(site__in=access.sites_of(user)).exclude(reason="").count()


def ai_switch(user: Adviser | AnonymousUser) -> dict[str, Any]:
    """Return where the AI is off among the user's sites, and whether they may switch it."""
    return switch_pages.state_of(user) if isinstance(user, Adviser) else {}


def admit(scope: dict[str, Any]) -> tuple[Adviser, list[str]]:
    """Return the adviser who is signed in with this socket's session and the groups to join, and note their presence.

    Reads everything afresh, so that a sign-out, a changed password or a withdrawn right ends an open desk. Raises Forbidden.
    """
    request = HttpRequest()
    request.session = SessionStore(scope["session"].session_key)
    adviser = get_user(request)
    if not _is_own_page(scope) or not isinstance(adviser, Adviser) or not _may_work(adviser, request.session):
        raise Forbidden
    if adviser.last_seen_at is None or timezone.now() - adviser.last_seen_at >= PRESENCE_EVERY:
        presence.mark_present(adviser)
    return adviser, [events.desk_group(site.pk) for site in access.sites_of(adviser)]


def _may_work(adviser: Adviser, session: SessionBase) -> bool:
    is_staff = adviser.is_active and adviser.is_staff
    return is_staff and not sessions.has_ended(session) and second_factor.is_satisfied(adviser, session)


def note_use(scope: dict[str, Any]) -> None:
    """Note that the adviser does something at this desk, so that the session goes on; raises Forbidden when it has ended."""
    if not sessions.keep_alive(SessionStore(scope["session"].session_key)):
        raise Forbidden


def _is_own_page(scope: dict[str, Any]) -> bool:
    """Say whether the socket was opened by our own page: browsers send cookies along from any page."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin-1")
    host = headers.get(b"host", b"").decode("latin-1")
    return bool(host) and (origin == conf.load().web.public_url or urlsplit(origin).netloc == host)


def language_of(scope: dict[str, Any]) -> str:
    """Return the language of the page that opened the socket."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    return asked if asked in django_settings.STAFF_LANGUAGES else django_settings.LANGUAGE_CODE
