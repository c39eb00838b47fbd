"""The pages of the rights: one page for each right, one for each request with its date, and everything in one file."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chatbot.errors import GuichetError, Invalid, NotFound
from compliance import archive, erasure, proof, requests
from compliance.language import speak
from compliance.models import RightsRequest
from compliance.owners import Subject, owner_of
from compliance.requests import Channel, Kind
from compliance.requests_owner import RequestsOwner, code_of
from compliance.rights_words import RIGHTS, TITLES, UNDO, Right


@dataclass(frozen=True)
class Offer:
    """A right as the visitor may exercise it now; `undo` when it is in force already."""

    right: Right
    undo: bool

    @property
    def title(self) -> Promise:
        return UNDO[Kind(self.right.kind)][0] if self.undo else self.right.title

    @property
    def what(self) -> Promise:
        return UNDO[Kind(self.right.kind)][1] if self.undo else self.right.what

    @property
    def button(self) -> Promise:
        return UNDO[Kind(self.right.kind)][2] if self.undo else self.right.button


def offered(subject: Subject) -> list[Offer]:
    """Return the rights that the page of a conversation offers."""
    owner = owner_of(subject)
    in_force = {Kind.RESTRICTION: owner.is_restricted(subject), Kind.AI_OPT_OUT: owner.has_opted_out(subject)}
    return [Offer(right, in_force.get(Kind(kind), False)) for kind, right in RIGHTS.items()]


def requests_of(proven: list[Subject]) -> list[RightsRequest]:
    """Return the requests that the visitor may see, each with its title."""
    found: dict[Any, RightsRequest] = {}
    for subject in proven:
        own = (
            RightsRequest.objects.filter(pk=subject.key) if subject.owner == RequestsOwner.name else requests.of_subject(subject)
        )
        found |= {one.pk: one for one in own.select_related("site", "erasure")}
    return list(found.values())


@never_cache
@speak
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Say what a right does, and exercise it."""
    subject = proof.conversation(request, reference)
    offer = next((offer for offer in offered(subject) if offer.right.kind == kind), None)
    if offer is None:
        raise NotFound
    error: GuichetError | None = None
    if request.method == "POST":
        try:
            asked = _exercise(subject, offer, request.POST.get("words", ""), request.POST.get("number", ""))
            return redirect(f"{reverse('privacy_request', args=[asked.reference])}?lang={get_language()}")
        except Invalid as refused:
            error = refused
    return _asking(request, subject, offer, error)


def _asking(request: HttpRequest, subject: Subject, offer: Offer, error: GuichetError | None) -> HttpResponse:
    data = owner_of(subject).export(subject) if offer.right.kind == Kind.RECTIFICATION else {"messages": []}
    lines = [message for message in data["messages"] if message["author_type"] != "system"]
    page = {"site": subject.site, "subject": subject, "offer": offer, "error": error, "lines": lines}
    page |= {"until": proof.until(request, subject), "typed": request.POST}
    return render(request, "compliance/right.html", page, status=error.status if error else 200)


def _exercise(subject: Subject, offer: Offer, words: str, number: str) -> RightsRequest:
    """Carry a right out, or enter what a person has to decide; raises Invalid."""
    kind, owner, words = Kind(offer.right.kind), owner_of(subject), words.strip()
    if offer.right.field and not words:
        raise Invalid(_("Write what it is about."))
    if kind == Kind.RECTIFICATION and number.isdigit():
        owner.annotate(subject, int(number), words)
    asked = _entered(subject, kind, words)
    match kind:
        case Kind.RESTRICTION:
            owner.restrict(subject, frozen=not offer.undo)
        case Kind.AI_OPT_OUT:
            owner.opt_out(subject, people_only=not offer.undo)
        case Kind.CONSENT:
            owner.withdraw_consent(subject)
        case _:
            return asked
    requests.carry_out(asked)
    return asked


def _entered(subject: Subject, kind: str, words: str = "") -> RightsRequest:
    language = get_language() or subject.language
    return requests.receive(site=subject.site, kind=kind, channel=Channel.PORTAL, language=language, subject=subject, words=words)


@never_cache
@speak
@require_POST
def everything(request: HttpRequest, reference: str) -> HttpResponse:
    """Send all that is held about the subject in one file, and note the request as answered."""
    subject = proof.conversation(request, reference)
    kind = Kind.PORTABILITY if request.POST.get("portable") else Kind.ACCESS
    requests.carry_out(_entered(subject, kind))
    file = archive.portable(subject) if kind == Kind.PORTABILITY else archive.whole_zip(subject, get_language() or "fr")
    response = HttpResponse(file, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{kind}-{subject.reference}.zip"'
    return response


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """Publish the JSON Schema of the copy's data."""
    return HttpResponse(archive.SCHEMA_FILE.read_bytes(), content_type="application/schema+json")


@never_cache
@speak
@require_safe
def status(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one request: what was asked, by when it is answered, what became of it."""
    asked = proven_request(request, reference)
    done = getattr(asked, "erasure", None)
    page = {
        "site": asked.site,
        "asked": asked,
        "title": TITLES[Kind(asked.kind)],
        "code": code_of(asked),
        "erasure": done,
        "receipt": done.receipt["signed"] if done and done.receipt else None,
        "holds": erasure.holds(requests.subject_of(asked)) if asked.subject_key else [],
    }
    return render(request, "compliance/request.html", page)


def proven_request(request: HttpRequest, reference: str) -> RightsRequest:
    """Return the request of this reference, which the visitor must have proven; raises NotFound."""
    for found in requests_of(proof.proven(request)):
        if found.reference == reference:
            return found
    raise NotFound
