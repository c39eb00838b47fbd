"""What an adviser's desk sends over its socket, decoded: pure functions, docs/protocol.md in code."""

import json
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _

from chatbot.errors import GuichetError, Invalid
from conversations.frames import error_frame
from conversations.messages import client_id_of

Deed = Literal["take_over", "hand_back", "close", "typing", "draft", "cancel_draft"]


@dataclass(frozen=True)
class Open:
    conversation: UUID
    after: int
    reason: str


@dataclass(frozen=True)
class Reply:
    conversation: UUID
    client_id: UUID
    text: str
    draft: UUID | None


@dataclass(frozen=True)
class Act:
    kind: Deed
    conversation: UUID


@dataclass(frozen=True)
class Ping:
    """The desk is still open; somebody has used it since the last one, or not."""

    used: bool


Frame = Open | Reply | Act | Ping


def decode(raw: str | None) -> Frame:
    """Return the typed frame; raises Invalid with a sentence that says what is wrong."""
    data = _object(raw)
    kind = data.get("type")
    match kind:
        case "open":
            return Open(_uuid(data, "conversation"), _number(data, "after"), str(data.get("reason") or ""))
        case "reply":
            draft = _uuid(data, "draft_id") if data.get("draft_id") else None
            return Reply(_uuid(data, "conversation"), client_id_of(data.get("client_id")), str(data.get("text") or ""), draft)
        case "ping":
            return Ping(used=data.get("used") is True)
        case "take_over" | "hand_back" | "close" | "typing" | "draft" | "cancel_draft":
            return Act(kind, _uuid(data, "conversation"))
    raise Invalid(_("There is no frame of type “%(kind)s”.") % {"kind": str(kind)[:40]})


def _object(raw: str | None) -> dict[str, Any]:
    try:
        data = json.loads(raw or "")
    except (ValueError, RecursionError) as error:
        raise Invalid(_("This frame is not JSON.")) from error
    if not isinstance(data, dict):
        raise Invalid(_("A frame is a JSON object."))
    return data


def _uuid(data: dict[str, Any], key: str) -> UUID:
    try:
        return UUID(str(data.get(key)))
    except ValueError as error:
        raise Invalid(_("“%(key)s” must be a UUID.") % {"key": key}) from error


def _number(data: dict[str, Any], key: str) -> int:
    value = data.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
        raise Invalid(_("“%(key)s” must be a whole number.") % {"key": key})
    return value


def refusal(error: GuichetError, frame: Frame | None) -> dict[str, Any]:
    """Return an error frame that says which deed in which conversation failed."""
    deed = frame.kind if isinstance(frame, Act) else type(frame).__name__.lower() if frame else ""
    conversation = getattr(frame, "conversation", None)
    return {
        **error_frame(error, getattr(frame, "client_id", None)),
        "deed": deed,
        "conversation": str(conversation) if conversation else None,
    }
