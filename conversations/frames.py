"""The socket's frames, decoded and encoded: pure functions, docs/protocol.md in code."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from chatbot.answering.links import may_lead_to
from chatbot.errors import GuichetError, Invalid
from chatbot.knowledge.markdown import render
from conversations.marks import provenance
from conversations.messages import client_id_of
from conversations.models import Conversation, Feedback, Message

VERSION = 1


@dataclass(frozen=True)
class Hello:
    last_seq: int
    code: str
    language: str


@dataclass(frozen=True)
class Say:
    client_id: UUID
    text: str


@dataclass(frozen=True)
class Stop:
    message_id: UUID


@dataclass(frozen=True)
class Rate:
    message_id: UUID
    value: int
    comment: str
    reason: str


@dataclass(frozen=True)
class Read:
    seq: int


@dataclass(frozen=True)
class Email:
    address: str


@dataclass(frozen=True)
class Plain:
    """A frame without content: human, assistant, typing, ping."""

    kind: str


Frame = Hello | Say | Stop | Rate | Read | Email | Plain


def decode(raw: str) -> Frame:
    """Return the typed frame; raises Invalid with a sentence that says what is wrong."""
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Invalid(_("This frame is not JSON.")) from error
    if not isinstance(data, dict):
        raise Invalid(_("A frame is a JSON object."))
    match data.get("type"):
        case "hello":
            return Hello(_whole(data, "last_seq"), str(data.get("code") or ""), str(data.get("language") or ""))
        case "message":
            return Say(client_id_of(data.get("client_id")), _text(data, "text"))
        case "stop":
            return Stop(client_id_of(data.get("message_id")))
        case "feedback":
            value = _whole(data, "value", low=-1)
            return Rate(client_id_of(data.get("message_id")), value, _text(data, "comment"), _text(data, "reason"))
        case "read":
            return Read(_whole(data, "seq"))
        case "email":
            return Email(_text(data, "address"))
        case "human" | "assistant" | "typing" | "ping" as kind:
            return Plain(kind)
        case kind:
            raise Invalid(_("There is no frame of type “%(kind)s”.") % {"kind": str(kind)[:40]})


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise Invalid(_("“%(key)s” must be a text.") % {"key": key})
    return value


def _whole(data: dict[str, Any], key: str, low: int = 0) -> int:
    value = data.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value < 2**31:
        raise Invalid(_("“%(key)s” must be a whole number.") % {"key": key})
    return value


def message_frame(message: Message) -> dict[str, Any]:
    """Return one message as its customer sees it; author_type and author say in data and in words who wrote it."""
    is_theirs = message.author == Message.Author.CUSTOMER
    shown_as_html = message.author in {Message.Author.AI, Message.Author.HUMAN}
    return {
        "type": "message",
        "seq": message.seq,
        "id": str(message.pk),
        "client_id": str(message.client_id) if is_theirs and message.client_id else None,
        "author_type": "you" if is_theirs else message.author,
        "author": author_label(message),
        "origin": message.origin,
        **provenance(message),
        "text": message.text,
        "html": render(message.text, _links(message)) if shown_as_html else "",
        "sources": message.sources,
        "choices": message.choices,
        "offer_person": message.offers_person,
        "event": message.event,
        "stopped": message.is_stopped,
        "created_at": message.created_at.isoformat(),
        "language": message.language or message.conversation.language,
        "feedback": message.feedback.value if hasattr(message, "feedback") else 0,
        "feedback_comment": message.feedback.comment if hasattr(message, "feedback") else "",
        "feedback_reason": message.feedback.reason if hasattr(message, "feedback") else "",
    }


def feedback_frame(feedback: Feedback) -> dict[str, Any]:
    """Confirm to customers what is kept of their opinion."""
    return {
        "type": "feedback",
        "message_id": str(feedback.message_id),
        "value": feedback.value,
        "comment": feedback.comment,
        "reason": feedback.reason,
    }


def _links(message: Message) -> Callable[[str], bool] | None:
    """Return where links in the message may lead: an AI's to the site and to the articles it cites, a person's anywhere."""
    if message.author != Message.Author.AI:
        return None
    site = message.conversation.site
    return may_lead_to(site, [*(source.get("url", "") for source in message.sources), site.withdrawal_url])


def author_label(message: Message) -> str:
    """Say in words who wrote the message, as its customer reads it."""
    match message.author:
        case Message.Author.CUSTOMER:
            return _("You")
        case Message.Author.AI:
            return _("AI assistant")
        case Message.Author.HUMAN:
            name = message.adviser.first_name.strip() if message.adviser else ""
            if message.origin == Message.Origin.HUMAN_AFTER_AI_DRAFT:
                return (
                    _("%(name)s, adviser, from a draft by the AI") % {"name": name}
                    if name
                    else _("An adviser, from a draft by the AI")
                )
            return _("%(name)s, adviser") % {"name": name} if name else _("An adviser")
    return _("Information")


def state_frame(
    conversation: Conversation | None,
    *,
    position: int | None,
    online: bool,
    code: str,
    ai_off: bool,
    promise: dict[str, Any] | None,
) -> dict[str, Any]:
    """Return where the conversation stands; `new` before the first message."""
    adviser = conversation.adviser.public_name if conversation and conversation.adviser else None
    return {
        "type": "state",
        "status": conversation.status if conversation else "new",
        "queue_position": position,
        "adviser": adviser,
        "advisers_online": online,
        "ai_off": ai_off,
        "later": promise,
        "code": code or None,
        "language": conversation.language if conversation else None,
    }


def error_frame(error: GuichetError, client_id: UUID | None = None) -> dict[str, Any]:
    """Return an expected failure as a frame; its sentence is safe to show."""
    return {
        "type": "error",
        "code": error.code,
        "detail": error.message,
        "client_id": str(client_id) if client_id else None,
        "retry_after": getattr(error, "retry_after", None),
    }
