"""Conversations as a data owner: found by session or code, exported whole, erased for good."""

from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from compliance import audit
from compliance.owners import Subject
from conversations import access, codes, events
from conversations.consumers import CUSTOMER_COOKIE
from conversations.frames import author_label
from conversations.marks import provenance
from conversations.models import Conversation, Customer, Draft, Feedback, LaterReply, Message, Turn


class ConversationOwner:
    """The owner of conversations, their messages, turns and feedback, and of the customer who has no other."""

    name = "conversations"

    def of_request(self, request: HttpRequest) -> list[Subject]:
        """Return the conversations of the browser's chat token, newest first."""
        token = request.COOKIES.get(CUSTOMER_COOKIE, "")
        if not token:
            return []
        found = Conversation.objects.filter(customer__token_hash=access.hash_token(token)).select_related("site")
        return [_subject(conversation) for conversation in found.order_by("-created_at")]

    def of_code(self, code: str) -> Subject | None:
        """Return the conversation of a code."""
        conversation = codes.find_by_code(code)
        return _subject(conversation) if conversation else None

    def of_key(self, key: str) -> Subject | None:
        """Return a conversation by its id, proven earlier."""
        conversation = Conversation.objects.select_related("site").filter(pk=key).first()
        return _subject(conversation) if conversation else None

    def export(self, subject: Subject) -> dict[str, Any]:
        """Return the conversation with every message and what the AI's work on it left behind."""
        conversation = _conversation(subject)
        return {
            "schema": "guichet-conversation-1",
            "controller": conversation.site.company,
            "reference": conversation.reference,
            "language": conversation.language,
            "status": conversation.status,
            "started_at": conversation.created_at.isoformat(),
            "closed_at": conversation.closed_at.isoformat() if conversation.closed_at else None,
            "messages": [_message(message) for message in _messages(conversation)],
            "later_reply": _later(conversation),
            "ai_drafts": [_draft(draft) for draft in conversation.drafts.order_by("created_at")],
            "ai_turns": [_turn(turn) for turn in conversation.turns.order_by("created_at")],
        }

    def counts(self, subject: Subject) -> dict[str, int]:
        """Return how many records an erasure would remove."""
        conversation = _conversation(subject)
        return {
            "conversations": 1,
            "messages": conversation.messages.count(),
            "turns": conversation.turns.count(),
            "drafts": conversation.drafts.count(),
            "feedback": Feedback.objects.filter(message__conversation=conversation).count(),
            "emails": LaterReply.objects.filter(conversation=conversation).exclude(email="").count(),
        }

    @transaction.atomic
    def erase(self, subject: Subject) -> dict[str, int]:
        """Delete the conversation and all that hangs on it; the customer too when it was their last."""
        conversation = access.lock(_conversation(subject))
        counts = self.counts(subject)
        customer, site = conversation.customer, conversation.site
        turns = [str(pk) for pk in conversation.turns.values_list("pk", flat=True)]
        events.publish(conversation, {"type": "erased"})
        for turn in turns:
            events.publish(conversation, {"type": "turn.stop", "turn": turn})
        events.publish_desk(site.pk, {"type": "queue", "conversation": str(conversation.pk)})
        counts["jobs"] = _delete_jobs(turns, str(conversation.pk))
        _audit_erasure(conversation, counts)
        conversation.delete()
        if not customer.conversations.exists():
            Customer.objects.filter(pk=customer.pk).delete()
        return counts


def _audit_erasure(conversation: Conversation, counts: dict[str, Any]) -> None:
    """Say it under the conversation's name, which leads back to nobody as soon as the row is gone."""
    about = {"object_type": "conversation", "object_id": str(conversation.pk)}
    audit.record("conversation_erased", site=conversation.site, actor="customer", **about, **counts)


def _subject(conversation: Conversation) -> Subject:
    return Subject(ConversationOwner.name, str(conversation.pk), conversation.site, conversation.language, conversation.reference)


def _conversation(subject: Subject) -> Conversation:
    return Conversation.objects.select_related("site", "customer").get(pk=subject.key)


def _messages(conversation: Conversation) -> QuerySet[Message]:
    return conversation.messages.select_related("adviser", "feedback", "mark", "draft", "reviewed_by").order_by("seq")


def _message(message: Message) -> dict[str, Any]:
    return {
        "number": message.seq,
        "id": str(message.pk),
        "author_type": "you" if message.author == Message.Author.CUSTOMER else message.author,
        "author": author_label(message),
        "origin": message.origin,
        **provenance(message),
        "text": message.text,
        "language": message.language or message.conversation.language,
        "sources": message.sources,
        "choices": message.choices,
        "event": message.event,
        "stopped": message.is_stopped,
        **_review(message),
        "at": message.created_at.isoformat(),
        "feedback": _feedback(message.feedback) if hasattr(message, "feedback") else None,
    }


def _review(message: Message) -> dict[str, Any]:
    """Say of a reply from a draft of the AI who read and sent it, and how far it was changed."""
    if message.origin != Message.Origin.HUMAN_AFTER_AI_DRAFT:
        return {}
    return {
        "draft": str(message.draft_id) if message.draft_id else None,
        "reviewed_by": message.reviewed_by.public_name if message.reviewed_by else None,
        "edit_distance": message.edit_distance,
    }


def _draft(draft: Draft) -> dict[str, Any]:
    return {
        "id": str(draft.pk),
        "text": draft.text,
        "origin": draft.origin,
        "sources": draft.sources,
        "trace": draft.trace,
        "at": draft.created_at.isoformat(),
    }


def _feedback(feedback: Feedback) -> dict[str, Any]:
    reported = str(feedback.get_reason_display()) if feedback.reason else ""
    return {"value": feedback.value, "comment": feedback.comment, "reason": feedback.reason, "reported": reported}


def _later(conversation: Conversation) -> dict[str, Any] | None:
    reply = LaterReply.objects.filter(conversation=conversation).first()
    if reply is None:
        return None
    return {
        "email": reply.email,
        "answer_by": reply.answer_by.isoformat(),
        "asked_at": reply.created_at.isoformat(),
        "answered_at": reply.answered_at.isoformat() if reply.answered_at else None,
        "mail": reply.mail,
    }


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "state": turn.state,
        "status": turn.status,
        "trace": turn.trace,
        "at": turn.created_at.isoformat(),
        "finished_at": turn.finished_at.isoformat() if turn.finished_at else None,
    }


def _delete_jobs(turns: list[str], conversation: str) -> int:
    """Delete the jobs of these turns and of the conversation; they hold ids only, and are gone all the same."""

    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE status <> 'doing' "
            "AND (args->>'turn_id' = ANY(%s) OR args->>'conversation_id' = %s)",
            [turns, conversation],
        )
        return int(cursor.rowcount)
