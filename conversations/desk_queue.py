"""The desk's list: which conversations an adviser sees, in what order, and what one line of it says."""

from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from chatbot.mail import is_configured
from compliance.vault import keys
from conversations import access
from conversations.models import Adviser, Conversation, Feedback, Message

RECENT = timedelta(hours=24)
AT_MOST = {"waiting": 500, "human": 500, "ai": 300, "closed": 100}
PREVIEW = 140
Status = Conversation.Status


def queue(adviser: Adviser) -> list[dict[str, Any]]:
    """Return the lines of the adviser's desk: who waits longest first, then the latest; AI and closed ones of the last day."""
    seen = _with_last_words(access.conversations_for_adviser(adviser))
    since = timezone.now() - RECENT
    groups: list[QuerySet[Conversation]] = [
        seen.filter(status=Status.WAITING).order_by("waiting_since")[: AT_MOST["waiting"]],
        seen.filter(status=Status.HUMAN).order_by("-updated_at")[: AT_MOST["human"]],
        seen.filter(status=Status.AI, updated_at__gte=since).order_by("-updated_at")[: AT_MOST["ai"]],
        seen.filter(status=Status.CLOSED, closed_at__gte=since).order_by("-closed_at")[: AT_MOST["closed"]],
    ]
    return _lines([conversation for group in groups for conversation in group], adviser)


def line(adviser: Adviser, conversation_id: UUID | str) -> dict[str, Any] | None:
    """Return one line, fresh; None when the conversation is gone or none of the adviser's business."""
    found = _with_last_words(access.conversations_for_adviser(adviser)).filter(pk=conversation_id).first()
    return _lines([found], adviser)[0] if found else None


def waiting(adviser: Adviser) -> int:
    """Return how many customers of the adviser's sites wait for a person."""
    return access.conversations_for_adviser(adviser).filter(status=Status.WAITING).count()


def _with_last_words(found: QuerySet[Conversation]) -> QuerySet[Conversation]:
    lines = Message.objects.filter(conversation=OuterRef("pk")).order_by("-seq")
    spoken = lines.filter(author__in=[Message.Author.CUSTOMER, Message.Author.HUMAN])
    reports = Feedback.objects.filter(message__conversation=OuterRef("pk"), reason__gt="").order_by()
    counted = reports.values("message__conversation").annotate(n=Count("pk")).values("n")
    return found.select_related("adviser", "site", "customer", "later_reply").annotate(
        last_spoken=Subquery(spoken.values("pk")[:1]),
        reports=Coalesce(Subquery(counted), 0),
        customer_seq=Subquery(lines.filter(author=Message.Author.CUSTOMER).values("seq")[:1]),
    )


def _lines(found: list[Any], adviser: Adviser) -> list[dict[str, Any]]:
    keys.gather(conversation.pk for conversation in found)
    spoken = Message.objects.only("author", "text").in_bulk([conversation.last_spoken for conversation in found])
    return [_line(conversation, spoken.get(conversation.last_spoken), adviser) for conversation in found]


def _line(conversation: Any, spoken: Message | None, adviser: Adviser) -> dict[str, Any]:
    holder = conversation.adviser
    return {
        "id": str(conversation.pk),
        "reference": conversation.reference,
        "site": conversation.site.company,
        "language": conversation.language,
        "can_take": adviser.can_serve(conversation.site, conversation.language),
        "status": conversation.status,
        "adviser": holder.desk_name if holder else None,
        "mine": holder is not None and holder.pk == adviser.pk,
        "last_seq": conversation.last_seq,
        "customer_seq": conversation.customer_seq or 0,
        "customer_read_seq": conversation.customer_read_seq,
        "preview_author": spoken.author if spoken else "",
        "preview": spoken.text[:PREVIEW] if spoken else "",
        "created_at": conversation.created_at.isoformat(),
        "updated_at": conversation.updated_at.isoformat(),
        "waiting_since": conversation.waiting_since.isoformat() if conversation.waiting_since else None,
        "closed_at": conversation.closed_at.isoformat() if conversation.closed_at else None,
        "later": _promise(conversation),
        "reports": conversation.reports,
    }


def _promise(conversation: Conversation) -> dict[str, Any] | None:
    """Return by when the conversation is to be answered and how its mail stands; the address only where it was not mailed."""
    reply = getattr(conversation, "later_reply", None)
    if reply is None:
        return None
    is_open = reply.answered_at is None and conversation.status in {Status.WAITING, Status.HUMAN}
    mail = reply.mail or "wanted" if is_configured() else "unconfigured"
    by_hand = mail in {"failed", "unconfigured"}
    return {
        "answer_by": reply.answer_by.isoformat() if is_open else None,
        "late": is_open and reply.answer_by < timezone.localdate(timezone=ZoneInfo(conversation.site.time_zone)),
        "mail": mail if reply.email else "",
        "email": reply.email if by_hand else "",
    }
