"""From the AI to a person and back: what an adviser does in a conversation. Each function is one transaction."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from chatbot.errors import Conflict
from chatbot.sites.profiles import Profile
from chatbot.sites.switch import is_off
from compliance import audit
from conversations import access, copies, desk_drafts, events, later, turns
from conversations.messages import add_message, clean_text
from conversations.models import Adviser, Conversation, Message

Status = Conversation.Status


@transaction.atomic
def take_over(conversation_id: UUID, *, adviser: Adviser) -> Conversation:
    """Give the conversation to the adviser, stop the AI at once and tell the customer; again by the same one changes nothing.

    Raises NotFound for a conversation of a foreign site, Conflict naming the colleague who has it, or when it is closed.
    """
    conversation = access.conversation_for_adviser(adviser, conversation_id, lock=True)
    if conversation.status == Status.CLOSED:
        raise Conflict(_("This conversation is closed."))
    if conversation.adviser_id == adviser.pk:
        return conversation
    access.refuse_if_with_colleague(conversation, adviser)
    _refuse_without_name(conversation, adviser)
    access.refuse_in_foreign_language(conversation, adviser)
    turns.stop_open_turns(conversation, taken_over=True)
    _change(conversation, Status.HUMAN, adviser)
    _announce(conversation, adviser, "adviser_joined", _joined_text(conversation, adviser))
    _audit("taken_over", conversation, adviser)
    return conversation


@transaction.atomic
def reply(conversation_id: UUID, *, adviser: Adviser, text: str, client_id: UUID, draft_id: UUID | None = None) -> Message:
    """Store the reply of the adviser who has the conversation; the same client_id again returns the stored message.

    With `draft_id`, the adviser wrote it from that draft of the AI: it says so, who read it, and how far it was changed.

    Raises NotFound, Conflict when another or nobody has the conversation, Invalid or TooLong.
    """
    text = clean_text(text)
    conversation = access.conversation_for_adviser(adviser, conversation_id, lock=True)
    known = conversation.messages.filter(client_id=client_id).first()
    if known is not None and known.adviser_id == adviser.pk:
        return known
    access.refuse_unless_held(conversation, adviser)
    message = add_message(
        conversation,
        author=Message.Author.HUMAN,
        text=text,
        adviser=adviser,
        client_id=client_id,
        **desk_drafts.written_from(conversation, adviser, draft_id, text),
    )
    later.answered(conversation)
    spoken = conversation.language in adviser.languages
    _audit("adviser_replied", conversation, adviser, seq=message.seq, origin=str(message.origin), in_language=spoken)
    return message


@transaction.atomic
def hand_back(conversation_id: UUID, *, adviser: Adviser) -> Conversation:
    """Give the conversation back to the AI, which says again that it is one; raises NotFound or Conflict."""
    conversation = access.conversation_for_adviser(adviser, conversation_id, lock=True)
    access.refuse_unless_held(conversation, adviser)
    if is_off(conversation.site):
        raise Conflict(_("The AI is switched off: keep the conversation, or close it."))
    later.end_open(conversation)
    _change(conversation, Status.AI, None)
    _announce(conversation, adviser, "assistant_resumed", _handed_back_text(conversation, adviser))
    _audit("handed_back", conversation, adviser)
    return conversation


@transaction.atomic
def close(conversation_id: UUID, *, adviser: Adviser) -> Conversation:
    """End the conversation, whoever answered in it; closing it again changes nothing.

    Raises NotFound, or Conflict when a colleague has it.
    """
    conversation = access.conversation_for_adviser(adviser, conversation_id, lock=True)
    if conversation.status == Status.CLOSED:
        return conversation
    access.refuse_if_with_colleague(conversation, adviser)
    turns.stop_open_turns(conversation, taken_over=True)
    _change(conversation, Status.CLOSED, None)
    with override(conversation.language):
        text = _("This conversation is now closed. You can write again at any time: a new conversation will open.")
    _announce(conversation, adviser, "closed", text)
    copies.send_later(conversation)
    _audit("conversation_closed", conversation, adviser)
    return conversation


def group_for_writing(conversation_id: UUID, *, adviser: Adviser) -> str:
    """Return the group of the conversation that the adviser has; raises NotFound or Conflict."""
    conversation = access.conversation_for_adviser(adviser, conversation_id)
    access.refuse_unless_held(conversation, adviser)
    return events.group_of(conversation)


def _refuse_without_name(conversation: Conversation, adviser: Adviser) -> None:
    """Have advisers tell their name where the law of the site asks for it."""
    if conversation.site.follows(Profile.SPAIN) and not adviser.first_name.strip():
        raise Conflict(_("Customers of this site must be told your name: have your first name entered in your account first."))


def _change(conversation: Conversation, status: Conversation.Status, adviser: Adviser | None) -> None:
    conversation.status, conversation.adviser, conversation.waiting_since = status, adviser, None
    conversation.closed_at = timezone.now() if status == Status.CLOSED else None
    conversation.save(update_fields=["status", "adviser", "waiting_since", "closed_at", "updated_at"])


def _announce(conversation: Conversation, adviser: Adviser, event: str, text: str) -> None:
    add_message(conversation, author=Message.Author.SYSTEM, origin=Message.Origin.FIXED, event=event, text=text, adviser=adviser)


def _joined_text(conversation: Conversation, adviser: Adviser) -> str:
    with override(conversation.language):
        if not adviser.first_name.strip():
            return _("You are now talking to an adviser, a person. The AI assistant no longer answers.")
        return _("You are now talking to %(name)s, an adviser. The AI assistant no longer answers.") % {
            "name": adviser.public_name
        }


def _handed_back_text(conversation: Conversation, adviser: Adviser) -> str:
    with override(conversation.language):
        return _(
            "%(name)s has left the conversation. The AI assistant of %(company)s, an automatic system, answers you again."
        ) % {"name": adviser.public_name, "company": conversation.site.company}


def _audit(event: str, conversation: Conversation, adviser: Adviser, **details: Any) -> None:
    audit.record(
        event,
        site=conversation.site,
        actor=f"adviser:{adviser.pk}",
        object_type="conversation",
        object_id=str(conversation.pk),
        status=conversation.status,
        **details,
    )
