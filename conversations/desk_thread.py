"""One conversation as advisers see it: every message with its author, and each AI answer with how it came about."""

from typing import Any
from uuid import UUID

from conversations import access, turns
from conversations.models import Adviser, Conversation, Feedback, Message, Turn


def thread(adviser: Adviser, conversation_id: UUID | str, *, after: int = 0) -> dict[str, Any]:
    """Return the messages after that number and the AI's work in progress; raises NotFound."""
    conversation = access.conversation_for_adviser(adviser, conversation_id)
    lines = conversation.messages.filter(seq__gt=after).select_related("adviser", "feedback", "answered_turn")
    turn = turns.open_turn(conversation)
    return {
        "type": "thread",
        "conversation": str(conversation.pk),
        "after": after,
        "messages": [_message(line) for line in lines.order_by("seq")],
        "working": turns.work_of(turn) if turn else None,
        "contacts": _earlier_contacts(conversation),
    }


def _earlier_contacts(conversation: Conversation) -> int:
    return conversation.customer.conversations.filter(created_at__lt=conversation.created_at).count()


def _message(message: Message) -> dict[str, Any]:
    return {
        "seq": message.seq,
        "id": str(message.pk),
        "client_id": str(message.client_id) if message.client_id and message.author == Message.Author.HUMAN else None,
        "author": message.author,
        "adviser": message.adviser.desk_name if message.adviser else None,
        "origin": message.origin,
        "origin_label": message.get_origin_display() if message.origin else "",
        "event": message.event,
        "text": message.text,
        "sources": message.sources,
        "stopped": message.is_stopped,
        "feedback": _feedback(message.feedback) if hasattr(message, "feedback") else None,
        "created_at": message.created_at.isoformat(),
        "turn": _turn(message.answered_turn) if hasattr(message, "answered_turn") else None,
    }


def _feedback(feedback: Feedback) -> dict[str, Any]:
    return {"value": feedback.value, "comment": feedback.comment, "reason": feedback.reason}


def _turn(turn: Turn) -> dict[str, Any]:
    seconds = (turn.finished_at - turn.created_at).total_seconds() if turn.finished_at else None
    return {
        "status": turn.status,
        "state": turn.state,
        "state_label": turn.get_state_display(),
        "seconds": seconds,
        "trace": turn.trace,
    }
