"""What a customer can do in a conversation. Each function is one transaction: access, limits, change, audit, events."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from chatbot import conf
from chatbot.errors import Invalid, NoSession, NotFound, TooFast, TooLong
from chatbot.sites.models import Site
from chatbot.sites.switch import is_off, refuse_if_off
from compliance import audit, limits
from conversations import access, events, freezing, later, offering, query_key, turns
from conversations.codes import new_reference
from conversations.messages import add_message, announce, clean_text
from conversations.models import Conversation, Customer, Feedback, Message
from conversations.waiting import enter_queue

Status = Conversation.Status
COMMENT_CHARS = 1000


@transaction.atomic
def receive_message(*, site: Site, token: str, client_id: UUID, text: str, language: str, address: str = "") -> Message:
    """Store a customer's message once, and queue the AI's answer, or pass it on to people while the AI is switched off.

    Sending the same client_id again returns the stored message. `address` is the network address that asks; it is counted,
    never kept. Raises Invalid, TooLong or TooFast; then nothing is stored.
    """
    text = clean_text(text)
    customer = _customer(site, token)
    known = Message.objects.filter(conversation__customer=customer, client_id=client_id).first()
    if known is not None:
        return known
    _check_rate(customer)
    conversation = _open_conversation(customer, language, address)
    message = add_message(conversation, author=Message.Author.CUSTOMER, text=text, client_id=client_id)
    audit.record(
        "message_received",
        site=site,
        actor="customer",
        object_type="conversation",
        object_id=str(conversation.pk),
        seq=message.seq,
    )
    if conversation.is_with_ai and customer.people_only:
        enter_queue(conversation, "people_only")
    elif conversation.is_with_ai and is_off(site):
        enter_queue(conversation, "ai_off")
    elif conversation.is_with_ai:
        turns.queue(message)
    return message


@transaction.atomic
def ask_for_person(*, site: Site, token: str, language: str, address: str = "") -> Conversation:
    """Put the conversation in the advisers' queue; the AI stops answering. Asking again changes nothing."""
    conversation = _open_conversation(_customer(site, token), language, address)
    if conversation.is_with_ai:
        enter_queue(conversation)
    return conversation


@transaction.atomic
def resume_assistant(*, site: Site, token: str) -> Conversation:
    """Leave the advisers' queue and go on with the AI, which says again that it is one; raises NotFound or AISwitchedOff."""
    refuse_if_off(site)
    conversation = _existing(site, token)
    freezing.refuse_ai_for(conversation.customer)
    if conversation.status == Status.WAITING:
        later.withdraw(conversation)
        conversation.status, conversation.waiting_since = Status.AI, None
        conversation.save(update_fields=["status", "waiting_since", "updated_at"])
        with override(conversation.language):
            announce(
                conversation,
                "assistant_resumed",
                _("You have left the queue. The AI assistant of %(company)s, an automatic system, answers you again.")
                % {"company": site.company},
            )
        _audit_state("assistant_resumed", conversation)
    return conversation


@transaction.atomic
def stop_turn(*, site: Site, token: str, answer_key: UUID) -> None:
    """Ask the running answer to stop; what was shown of it is kept. Nothing happens when it has ended."""
    conversation = _existing(site, token)
    turns.request_stop(conversation, answer_key)


@transaction.atomic
def leave_feedback(*, site: Site, token: str, message_id: UUID, value: int, comment: str, reason: str = "") -> Feedback:
    """Store the customer's thumb on an AI answer of theirs, replacing an earlier one; a `reason` reports the answer.

    Raises Invalid, TooLong or NotFound.
    """
    if value not in {1, -1}:
        raise Invalid(_("The feedback must be 1 or -1."))
    if reason not in Feedback.Reason.values or (reason and value > 0):
        raise Invalid(_("This reason for a report is not known."))
    message = Message.objects.filter(
        pk=message_id, site=site, author=Message.Author.AI, conversation__customer__token_hash=access.hash_token(token)
    ).first()
    if message is None:
        raise NotFound
    found = {"site": site, "value": value, "comment": _comment(comment), "reason": reason}
    feedback, _made = Feedback.objects.update_or_create(message=message, defaults=found)
    about = {"object_type": "message", "object_id": str(message_id), "subject": str(message.conversation_id)}
    audit.record("feedback_left", site=site, actor="customer", **about, value=value)
    if reason:
        audit.record("answer_reported", site=site, actor="customer", **about, reason=reason)
        events.changed(message.conversation)
    if value < 0:
        offering.after_thumb_down(message)
    return feedback


def _comment(raw: str) -> str:
    comment = clean_text(raw) if raw.strip() else ""
    if len(comment) > COMMENT_CHARS:
        raise TooLong(_("A comment has at most %(limit)s characters.") % {"limit": COMMENT_CHARS})
    return comment


@transaction.atomic
def mark_read(*, site: Site, token: str, seq: int) -> None:
    """Remember how far the customer has read."""
    conversation = access.conversation_of_customer(site, token)
    if conversation is not None and conversation.customer_read_seq < seq <= conversation.last_seq:
        Conversation.objects.filter(pk=conversation.pk).update(customer_read_seq=seq)
        events.publish_desk(site.pk, {"type": "read", "conversation": str(conversation.pk), "seq": seq})


def _customer(site: Site, token: str) -> Customer:
    """Return the token's customer, made on their first message, locked so that their messages enter one by one."""
    if not token:
        raise NoSession
    customer, _made = Customer.objects.get_or_create(site=site, token_hash=access.hash_token(token))
    return Customer.objects.select_related("site").select_for_update(of=("self",)).get(pk=customer.pk)


def _existing(site: Site, token: str) -> Conversation:
    conversation = access.conversation_of_customer(site, token)
    if conversation is None:
        raise NotFound
    return access.lock(conversation)


def _open_conversation(customer: Customer, language: str, address: str) -> Conversation:
    """Return the customer's open conversation, locked; a new one when there is none or the last one was closed."""
    latest = customer.conversations.filter(restricted_at=None).exclude(status=Status.CLOSED).order_by("-created_at").first()
    if latest is not None:
        return access.lock(latest)
    if address:
        limits.hit("conversation", address, limit=conf.load().limits.conversations_per_hour, window=3600)
    conversation = Conversation.objects.create(
        site=customer.site, customer=customer, reference=new_reference(), language=language
    )
    _audit_state("conversation_opened", conversation)
    conversation = access.lock(conversation)
    query_key.give(conversation)
    return conversation


def _check_rate(customer: Customer) -> None:
    """Raise TooFast when the customer wrote more within the last minute than the limit."""
    limit = conf.load().limits.messages_per_minute
    since = timezone.now() - timedelta(minutes=1)
    written = Message.objects.filter(
        conversation__customer=customer, author=Message.Author.CUSTOMER, created_at__gte=since
    ).count()
    if written >= limit:
        raise TooFast


def _audit_state(event: str, conversation: Conversation, **details: Any) -> None:
    audit.record(
        event,
        site=conversation.site,
        actor="customer",
        object_type="conversation",
        object_id=str(conversation.pk),
        status=conversation.status,
        **details,
    )
