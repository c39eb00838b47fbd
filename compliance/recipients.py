"""The ledger of recipients: what was given to whom, the list for the person, and the notices of article 19."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from chatbot.sites.models import Site
from compliance import audit
from compliance.recipient_models import Channel, RecipientNotice, Transfer

Teller = Callable[[RecipientNotice], None]
_tellers: dict[str, Teller] = {}


def register_teller(channel: Channel, teller: Teller) -> None:
    """Have notices of a channel delivered by this function; it raises when the recipient was not reached."""
    _tellers[channel] = teller


@transaction.atomic
def disclosed(
    *, site: Site, subject: str, recipient: str, contact: str, channel: Channel, data: list[str], known_as: str
) -> None:
    """Enter that data about a subject was given to somebody: call it in the transaction of the disclosure itself."""
    given = {"recipient": recipient, "contact": contact, "channel": channel, "data": data, "known_as": known_as}
    Transfer.objects.create(site=site, subject=subject, **given)
    _record("data_disclosed", site, subject, channel=str(channel), kinds=len(data))


def recipients_of(subject: str) -> list[dict[str, Any]]:
    """Return who was given what and when, for the person."""
    return [
        {"recipient": one.recipient, "channel": one.channel, "data": one.data, "at": one.at.isoformat()}
        for one in Transfer.objects.filter(subject=subject).order_by("at", "pk")
    ]


@transaction.atomic
def notify(site: Site, subject: str, deed: RecipientNotice.Deed) -> int:
    """Have every recipient told once of the deed; an erasure takes the ledger's entries along. Return how many are told."""
    transfers = Transfer.objects.filter(subject=subject)
    told = {(one.recipient, one.contact, one.channel, one.known_as) for one in transfers}
    RecipientNotice.objects.bulk_create(
        RecipientNotice(site=site, deed=deed, recipient=recipient, contact=contact, channel=channel, known_as=known_as)
        for recipient, contact, channel, known_as in sorted(told)
    )
    if deed == RecipientNotice.Deed.ERASURE:
        transfers.delete()
    if told:
        _record("recipients_to_be_told", site, subject, deed=str(deed), count=len(told))
    return len(told)


def deliver() -> int:
    """Tell the recipients who have not been told yet, where their channel can; return how many were reached.

    The first that cannot be reached raises: the others keep waiting, and the next run tries again.
    """
    waiting = RecipientNotice.objects.filter(told_at=None, channel__in=list(_tellers)).order_by("pk")
    for notice in waiting:
        _tellers[notice.channel](notice)
        mark_told(notice)
    return len(waiting)


def mark_told(notice: RecipientNotice) -> None:
    """Note that the recipient has been told, and blank the name of the case."""
    notice.told_at, notice.known_as = timezone.now(), ""
    notice.save(update_fields=["told_at", "known_as"])


def _record(event: str, site: Site, subject: str, **details: Any) -> None:
    audit.record(event, site=site, actor="system", object_type="conversation", object_id=subject, **details)
