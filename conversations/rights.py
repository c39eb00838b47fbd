"""Conversations as a data owner: found by session or code, exported whole, erased for good."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from chatbot.errors import NotFound
from chatbot.sites.models import Site
from compliance import audit
from compliance.owners import Subject
from conversations import access, codes, erasing, events, freezing, keeping, reading
from conversations.consumers import CUSTOMER_COOKIE
from conversations.frames import author_label
from conversations.marks import provenance
from conversations.messages import clean_text
from conversations.models import Conversation, Correction, Draft, Feedback, LaterReply, Message, Turn


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

    def of_reference(self, reference: str, site: Site) -> Subject | None:
        """Return the site's conversation with this reference."""
        found = Conversation.objects.select_related("site").filter(reference=reference, site=site).first()
        return _subject(found) if found else None

    def export(self, subject: Subject) -> dict[str, Any]:
        """Return the conversation with every message and what the AI's work on it left behind."""
        if subject.owner != self.name:
            return {}
        conversation = _conversation(subject)
        return {
            "schema": "guichet-conversation-1",
            "controller": conversation.site.company,
            "reference": conversation.reference,
            "language": conversation.language,
            "status": conversation.status,
            "started_at": conversation.created_at.isoformat(),
            "closed_at": conversation.closed_at.isoformat() if conversation.closed_at else None,
            "kept_until": kept.isoformat() if (kept := keeping.kept_until(conversation)) else None,
            "messages": [_message(message) for message in _messages(conversation)],
            "later_reply": _later(conversation),
            "ai_drafts": [_draft(draft) for draft in conversation.drafts.order_by("created_at")],
            "ai_turns": [_turn(turn) for turn in conversation.turns.order_by("created_at")],
            "consultations": reading.consultations(conversation),
        }

    def all_keys(self) -> list[str]:
        """Return the id of every conversation."""
        return [str(pk) for pk in Conversation.objects.values_list("pk", flat=True)]

    def counts(self, subject: Subject) -> dict[str, int]:
        """Return how many records an erasure would remove."""
        return erasing.counts(subject.key) if subject.owner == self.name else {}

    @transaction.atomic
    def erase(self, subject: Subject, keep: frozenset[str] = frozenset()) -> None:
        """Delete the conversation and all that hangs on it, or all but its messages when those are held."""
        found = _found(subject) if subject.owner == self.name else None
        if found is None:
            return
        conversation = access.lock(found)
        counts = self.counts(subject)
        _audit_erasure(conversation, counts, held=bool(keep))
        if keep:
            erasing.beside_messages(conversation)
        else:
            erasing.whole(conversation)

    def restrict(self, subject: Subject, *, frozen: bool = True) -> None:
        """Freeze the conversation, or end that."""
        freezing.restrict(_conversation(subject), frozen=frozen)

    def is_restricted(self, subject: Subject) -> bool:
        """Return whether the conversation is frozen."""
        return _conversation(subject).restricted_at is not None

    def opt_out(self, subject: Subject, *, people_only: bool = True) -> None:
        """Give nothing of this customer to a model any more, or allow it again."""
        freezing.opt_out(_conversation(subject), people_only=people_only)

    def has_opted_out(self, subject: Subject) -> bool:
        """Return whether the customer wants people only."""
        return _conversation(subject).customer.people_only

    def withdraw_consent(self, subject: Subject) -> int:
        """Forget the address that was left for the answer."""
        return LaterReply.objects.filter(conversation_id=subject.key).exclude(email="").update(email="")

    def annotate(self, subject: Subject, number: int, text: str) -> None:
        """Put the customer's correction beside the message of that number."""
        message = _conversation(subject).messages.filter(seq=number).first()
        if message is None:
            raise NotFound
        Correction.objects.create(message=message, site=message.site, text=clean_text(text))
        events.changed(message.conversation)


def _audit_erasure(conversation: Conversation, counts: dict[str, Any], *, held: bool) -> None:
    """Say it under the conversation's name, which leads back to nobody as soon as the row is gone."""
    about = {"object_type": "conversation", "object_id": str(conversation.pk)}
    audit.record("conversation_erased", site=conversation.site, actor="customer", **about, held=held, **counts)


def _subject(conversation: Conversation) -> Subject:
    return Subject(ConversationOwner.name, str(conversation.pk), conversation.site, conversation.language, conversation.reference)


def _found(subject: Subject) -> Conversation | None:
    return Conversation.objects.select_related("site", "customer").filter(pk=subject.key).first()


def _conversation(subject: Subject) -> Conversation:
    return Conversation.objects.select_related("site", "customer").get(pk=subject.key)


def _messages(conversation: Conversation) -> QuerySet[Message]:
    return (
        conversation.messages.select_related("adviser", "feedback", "mark", "draft", "reviewed_by")
        .prefetch_related("corrections")
        .order_by("seq")
    )


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
        "corrections": [{"text": one.text, "at": one.created_at.isoformat()} for one in message.corrections.all()],
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
