"""Being answered later: what is promised to a customer when nobody is on duty, and how the answer reaches them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from chatbot.errors import Invalid, NotFound
from chatbot.sites import hours
from chatbot.sites.dates import day, moment
from chatbot.sites.models import Site
from compliance import audit, limits
from compliance.vault.index import blind
from conversations import access, presence
from conversations.messages import announce
from conversations.models import Conversation, LaterReply

PATIENCE = timedelta(minutes=2)  # how long a customer may wait for advisers who have all left
GATHERED = 20  # seconds in which an adviser's lines become one mail

ADDRESSES_PER_HOUR = 5


class BadAddress(Invalid):
    """What was given is no e-mail address."""


def promise(conversation: Conversation) -> LaterReply:
    """Promise an answer by a date; one holds until it is answered, and a new one forgets the old address."""
    by = hours.answer_by(conversation.site, timezone.now())
    found, is_new = LaterReply.objects.get_or_create(
        conversation=conversation, defaults={"site": conversation.site, "answer_by": by}
    )
    if not is_new and found.answered_at:
        found.answer_by, found.answered_at, found.email, found.mail = by, None, "", LaterReply.Mail.NONE
        found.save(update_fields=["answer_by", "answered_at", "email", "email_index", "mail"])
    return found


def promised(conversation: Conversation) -> str:
    """Return what a waiting customer without an adviser is told, with the date and the reference, in the active language."""
    reply = promise(conversation)
    opening = hours.next_opening(conversation.site, timezone.now())
    back = (
        _("Our advisers are back on %(moment)s.") % {"moment": moment(conversation.site, opening)}
        if opening
        else _("Our advisers will read your conversation on their return.")
    )
    return _(
        "No adviser is online right now. %(back)s You will be answered here by %(date)s at the latest; "
        "your request has the reference %(reference)s."
    ) % {"back": back, "date": day(reply.answer_by), "reference": conversation.reference}


def state_of(conversation: Conversation | None) -> dict[str, Any] | None:
    """Return the open promise as the customer's page shows it, in the active language; None without one."""
    reply = LaterReply.objects.filter(conversation=conversation, answered_at=None).first() if conversation else None
    if reply is None or conversation is None or conversation.status != Conversation.Status.WAITING:
        return None
    return {"answer_by": day(reply.answer_by), "reference": conversation.reference, "has_email": bool(reply.email)}


@transaction.atomic
def leave_email(*, site: Site, token: str, address: str) -> None:
    """Note where the customer wants the answer too; the same again changes nothing.

    Raises BadAddress, TooFast, or NotFound when they do not wait for an answer.
    """
    found = access.conversation_of_customer(site, token)
    if found is None or found.status != Conversation.Status.WAITING:
        raise NotFound(_("You are not waiting for an answer: ask for a person first."))
    conversation = access.lock(found)
    if LaterReply.objects.filter(conversation=conversation, answered_at=None, email_index=blind(_address(address))).exists():
        return
    too_often = _("You can change your e-mail address five times an hour. Please try again later.")
    limits.hit("email", str(conversation.customer_id), limit=ADDRESSES_PER_HOUR, window=3600, said=too_often)
    note_email(conversation, address)
    with override(conversation.language):
        announce(conversation, "email_left", _("Your e-mail address is noted: the adviser’s answer will be sent to it too."))


def note_email(conversation: Conversation, address: str) -> None:
    """Store the address with the conversation's promise; raises BadAddress."""
    address = _address(address)
    promise(conversation)
    reply = LaterReply.objects.get(conversation=conversation)
    reply.email, reply.mail = address, LaterReply.Mail.NONE
    reply.save(update_fields=["email", "email_index", "mail"])
    _audit("email_left", conversation, "customer")


def _address(typed: str) -> str:
    address = typed.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadAddress(_("This is no e-mail address. Write it like this: name@example.eu.")) from error
    if len(address) > 254:
        raise BadAddress(_("This e-mail address is too long."))
    return address


def withdraw(conversation: Conversation) -> None:
    """Take the promise back, and forget the address: the customer goes on with the AI."""
    LaterReply.objects.filter(conversation=conversation).delete()


def end_open(conversation: Conversation) -> None:
    """Take an unanswered promise back: the adviser gave the conversation back without writing."""
    LaterReply.objects.filter(conversation=conversation, answered_at=None).delete()


def answered(conversation: Conversation) -> None:
    """Keep the promise: note that an adviser has written, and have their words mailed when an address was left."""
    from conversations.tasks import mail_replies  # the task imports this module's neighbours

    reply = LaterReply.objects.filter(conversation=conversation).first()
    if reply is None:
        return
    if reply.answered_at is None:
        reply.answered_at = timezone.now()
        reply.save(update_fields=["answered_at"])
    if reply.email:
        job = mail_replies.configure(lock=f"mail-{conversation.pk}", schedule_in={"seconds": GATHERED})
        job.defer(conversation_id=str(conversation.pk))


def promise_to_the_forgotten() -> int:
    """Promise a date to those who wait although every adviser has left, and tell them; returns to how many."""
    since = timezone.now() - PATIENCE
    waiting = Conversation.objects.filter(status=Conversation.Status.WAITING, waiting_since__lt=since)
    waiting = waiting.filter(Q(later_reply=None) | Q(later_reply__answered_at__isnull=False))
    return sum(_promise_if_alone(conversation.pk) for conversation in waiting.only("pk"))


@transaction.atomic
def _promise_if_alone(pk: UUID) -> bool:
    conversation = access.lock(Conversation(pk=pk))
    if conversation.status != Conversation.Status.WAITING or presence.is_served(conversation.site, conversation):
        return False
    with override(conversation.language):
        announce(conversation, "still_waiting", promised(conversation))
    _audit("answer_promised", conversation, "system")
    return True


def _audit(event: str, conversation: Conversation, actor: str) -> None:
    audit.record(event, site=conversation.site, actor=actor, object_type="conversation", object_id=str(conversation.pk))
