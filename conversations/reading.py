"""Reading a conversation at the desk: recorded once a day and adviser, with a reason when it is none of the adviser's queue."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chatbot.errors import GuichetError, Invalid
from compliance import audit
from compliance.models import AuditEntry
from conversations import access, events
from conversations.models import Adviser, Conversation

READ = "conversation_read"
ONCE_IN = timedelta(hours=24)
Status = Conversation.Status


class Reason(models.TextChoices):
    """Why somebody reads what is none of their queue; the choice is recorded, never words of their own."""

    COLLEAGUE = "colleague", _("A colleague is away or asks for help")
    CUSTOMER = "customer", _("The customer asks about it")
    RIGHTS = "rights", _("A request about personal data")
    QUALITY = "quality", _("Quality of the answers")
    SECURITY = "security", _("Security or suspected abuse")
    OTHER = "other", _("Another reason")


class ReasonNeeded(GuichetError):
    """The conversation is outside the adviser's queue: it opens once a reason is chosen."""

    code = "reason_needed"
    status = 403
    default = _("This conversation is not in your queue: say why you read it.")


@transaction.atomic
def open_for_reading(adviser: Adviser, conversation_id: UUID | str, reason: str = "") -> str:
    """Record the reading and return the group of the conversation's events; raises NotFound, ReasonNeeded or Invalid."""
    conversation = access.conversation_for_adviser(adviser, conversation_id)
    if reason and reason not in Reason.values:
        raise Invalid(_("This reason is not known."))
    is_outside = not is_in_queue(conversation, adviser)
    known = _readings(conversation).filter(actor=_actor(adviser), at__gte=timezone.now() - ONCE_IN)
    if is_outside:
        known = known.filter(details__reason__gt="")
    if not known.exists():
        if is_outside and not reason:
            raise ReasonNeeded
        _record(conversation, adviser, reason if is_outside else "")
    return events.group_of(conversation)


def is_in_queue(conversation: Conversation, adviser: Adviser) -> bool:
    """Whether the conversation is for this adviser: it waits, the AI has it now, it is theirs, or they answered in it lately."""
    if conversation.adviser_id is not None:
        return conversation.adviser_id == adviser.pk
    is_recent = conversation.updated_at >= timezone.now() - ONCE_IN
    if conversation.status == Status.CLOSED:
        return is_recent and conversation.messages.filter(adviser=adviser).exists()
    return is_recent or conversation.status == Status.WAITING


def consultations(conversation: Conversation) -> list[dict[str, Any]]:
    """Return when advisers read the conversation and why, for the customer's own copy: never who they were."""
    return [
        {"at": entry.at.isoformat(), "outside_queue": bool(reason), "reason": str(Reason(reason).label) if reason else ""}
        for entry in _readings(conversation).order_by("at", "pk")
        for reason in [entry.details["reason"]]
    ]


def _readings(conversation: Conversation) -> QuerySet[AuditEntry]:
    subject = str(conversation.pk)
    return AuditEntry.objects.filter(event=READ, object_id=audit.reference(subject, subject=subject))


def _record(conversation: Conversation, adviser: Adviser, reason: str) -> None:
    about = {"object_type": "conversation", "object_id": str(conversation.pk)}
    audit.record(READ, site=conversation.site, actor=_actor(adviser), **about, reason=reason)


def _actor(adviser: Adviser) -> str:
    return f"adviser:{adviser.pk}"
