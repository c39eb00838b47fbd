"""What one customer's socket has still to be told, read from the database: after a hello, and after every hint."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import override

from chatbot.sites.models import Site
from chatbot.sites.switch import is_off
from conversations import access, later, presence, turns
from conversations.codes import code_of
from conversations.frames import message_frame, state_frame
from conversations.models import Conversation


@dataclass(frozen=True)
class Position:
    """How far a socket has been told: up to message `seq` of this conversation."""

    conversation_id: UUID | None = None
    seq: int = 0


@dataclass(frozen=True)
class News:
    """Frames in the order to send them, and the position they lead to."""

    position: Position
    state: dict[str, Any]
    messages: list[dict[str, Any]] = field(default_factory=list)
    working: dict[str, Any] | None = None


def news(site: Site, token: str, *, since: Position, language: str) -> News:
    """Return what happened since that position; the whole conversation when another has begun meanwhile."""
    conversation = access.conversation_of_customer(site, token)
    with override(language):
        state = _state(site, conversation)
        if conversation is None:
            return News(Position(), state)
        seq = since.seq if since.conversation_id == conversation.pk else 0
        related = ("adviser", "feedback", "mark", "conversation__site")
        lines = conversation.messages.filter(seq__gt=seq).select_related(*related).order_by("seq")
        frames = [message_frame(line) for line in lines]
    turn = turns.open_turn(conversation)
    return News(
        Position(conversation.pk, frames[-1]["seq"] if frames else seq), state, frames, turns.work_of(turn) if turn else None
    )


def resume(site: Site, token: str, *, code: str, seq: int) -> Position:
    """Return the position of a client that says how far it is; the beginning when it speaks of an older conversation."""
    conversation = access.conversation_of_customer(site, token)
    if conversation is None or (code and code != code_of(conversation)):
        return Position()
    return Position(conversation.pk, min(seq, conversation.last_seq))


def _state(site: Site, conversation: Conversation | None) -> dict[str, Any]:
    return state_frame(
        conversation,
        position=_queue_position(conversation),
        online=presence.is_served(site, conversation),
        code=code_of(conversation) if conversation else "",
        ai_off=is_off(site),
        promise=later.state_of(conversation),
    )


def _queue_position(conversation: Conversation | None) -> int | None:
    if conversation is None or conversation.status != Conversation.Status.WAITING:
        return None
    ahead = Conversation.objects.filter(
        site=conversation.site, status=Conversation.Status.WAITING, waiting_since__lt=conversation.waiting_since
    )
    return ahead.count() + 1
