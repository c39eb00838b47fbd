"""Requests about personal data: received with a date, then carried out or refused with reasons, one transaction each."""

from datetime import date, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from chatbot.errors import Conflict, Invalid
from chatbot.sites.models import Site
from compliance import audit
from compliance.clocks import due_date
from compliance.models import RightsRequest
from compliance.owners import Subject, owner_of

COUNTRY = "FR"
Kind = RightsRequest.Kind
State = RightsRequest.State
Channel = RightsRequest.Channel
NEXT = {State.RECEIVED: {State.DOUBT, State.DONE, State.REFUSED}, State.DOUBT: {State.RECEIVED, State.DONE, State.REFUSED}}
LONGEST = 4000


@transaction.atomic
def receive(
    *,
    site: Site,
    kind: str,
    channel: Channel,
    language: str,
    subject: Subject | None = None,
    words: str = "",
    contact: str = "",
    received_on: date | None = None,
) -> RightsRequest:
    """Enter a request, acknowledged at once; the same one that is still open for the subject is returned instead."""
    if len(words) > LONGEST:
        raise Invalid(_("At most %(limit)s characters are possible.") % {"limit": LONGEST})
    same = of_subject(subject).filter(kind=kind, state=State.RECEIVED).first() if subject and not words else None
    if same is not None:
        return same
    request = RightsRequest(
        site=site, kind=kind, channel=channel, language=language, words=words.strip(), contact=contact.strip()
    )
    if received_on:
        request.received_on = received_on
    if subject:
        request.owner, request.subject_key = subject.owner, subject.key
    begin(request)
    return request


def begin(request: RightsRequest) -> None:
    """Start the clock of a request that is not stored yet."""
    request.due_on = due_date(request.received_on, COUNTRY)
    request.acknowledged_at = timezone.now()
    request.save()
    _audit("rights_request_received", request)


@transaction.atomic
def carry_out(request: RightsRequest, *, by: AbstractBaseUser | None = None, answer: str = "") -> None:
    """Note that the request has been carried out."""
    _close(request, State.DONE, by, answer)


@transaction.atomic
def refuse(request: RightsRequest, *, by: AbstractBaseUser, reasons: str) -> None:
    """Refuse with reasons; raises Invalid without them. The person is shown them with the ways to complain."""
    if not reasons.strip():
        raise Invalid(_("A refusal needs its reasons, in words that the person understands."))
    _close(request, State.REFUSED, by, reasons.strip())


@transaction.atomic
def doubt(request: RightsRequest, *, reasons: str) -> None:
    """Stop the clock while the person proves who they are; raises Invalid without a written doubt."""
    if not reasons.strip():
        raise Invalid(_("Say in writing why you doubt who asks: without a doubt no proof may be asked for."))
    _move(request, State.DOUBT)
    request.doubt, request.doubted_on = reasons.strip(), timezone.localdate()
    request.save(update_fields=["state", "doubt", "doubted_on"])
    _audit("rights_request_doubted", request)


@transaction.atomic
def resume(request: RightsRequest) -> None:
    """Let the clock run again: the time of the doubt is added. No proof of identity is kept."""
    _move(request, State.RECEIVED)
    waited = timezone.localdate() - (request.doubted_on or timezone.localdate())
    request.due_on += max(waited, timedelta(0))
    request.doubted_on = None
    request.save(update_fields=["state", "due_on", "doubted_on"])
    _audit("rights_request_resumed", request)


def subject_of(request: RightsRequest) -> Subject:
    """Return whom the request is about."""
    return Subject(request.owner, request.subject_key, request.site, request.language, request.reference)


def take_effect(request: RightsRequest) -> None:
    """Freeze, keep from the AI, or take consent back, as the request asks; raises Conflict when it is closed."""
    if not request.is_open:
        raise Conflict(_("This request is closed: it cannot change any more."))
    if not request.subject_key:
        return
    subject = subject_of(request)
    match request.kind:
        case Kind.RESTRICTION:
            owner_of(subject).restrict(subject)
        case Kind.AI_OPT_OUT:
            owner_of(subject).opt_out(subject)
        case Kind.CONSENT:
            owner_of(subject).withdraw_consent(subject)


def of_subject(subject: Subject) -> QuerySet[RightsRequest]:
    """Return the requests about this subject, newest first."""
    found = RightsRequest.objects.filter(owner=subject.owner, subject_key=subject.key)
    return found.select_related("site", "erasure").order_by("-received_at")


def _close(request: RightsRequest, state: State, by: AbstractBaseUser | None, answer: str) -> None:
    _move(request, state)
    request.answer, request.closed_at, request.closed_by_id = answer, timezone.now(), by.pk if by else None
    request.save(update_fields=["state", "answer", "closed_at", "closed_by"])
    _audit(f"rights_request_{state}", request)


def _move(request: RightsRequest, to: State) -> None:
    """Change the state; raises Conflict when the present one does not allow it."""
    now = RightsRequest.objects.select_for_update().values_list("state", flat=True).get(pk=request.pk)
    if to not in NEXT.get(State(now), set()):
        raise Conflict(_("This request is closed: it cannot change any more."))
    request.state = to


def _audit(event: str, request: RightsRequest) -> None:
    actor = "customer" if request.channel != Channel.ADVISER else "adviser"
    audit.record(
        event, site=request.site, actor=actor, object_type="rights_request", object_id=str(request.pk), kind=request.kind
    )
