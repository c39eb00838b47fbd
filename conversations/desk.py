"""The adviser desk's page, and who may open it."""

from typing import Any

from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from chatbot.errors import Forbidden
from conversations import access, desk_queue, presence
from conversations.desk_words import words
from conversations.models import Adviser


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
        {**context, "title": _("Adviser desk"), "is_desk": True, "is_nav_sidebar_enabled": False, "settings": settings},
    )


def waiting_count(user: Adviser | AnonymousUser) -> int:
    """Return how many customers wait for a person on the user's sites."""
    return desk_queue.waiting(user) if isinstance(user, Adviser) else 0


def admit(session_key: str | None) -> tuple[Adviser, list[int]]:
    """Return the adviser who is signed in with this session and the ids of their sites, and note that they are present.

    Reads everything afresh, so that a sign-out, a changed password or a withdrawn right ends an open desk. Raises Forbidden.
    """
    request = HttpRequest()
    request.session = SessionStore(session_key)
    adviser = get_user(request)
    if not isinstance(adviser, Adviser) or not (adviser.is_active and adviser.is_staff):
        raise Forbidden
    presence.mark_present(adviser)
    return adviser, list(access.sites_of(adviser).values_list("pk", flat=True))
