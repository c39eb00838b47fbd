"""The data-rights portal: prove a conversation is yours; read it, take it away, erase it."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chatbot.errors import GuichetError, NotFound, TooFast
from chatbot.mail import is_configured
from compliance import erasure, limits, proof, requests, rights_pages, seal, whole
from compliance.about import site_meant
from compliance.header import disclose
from compliance.language import speak
from compliance.owners import Subject, owner_of, owners
from compliance.pdf import pdf
from compliance.requests import Channel, Kind
from compliance.requests_owner import RequestsOwner, subject_of
from compliance.transcript_mail import mail

TRIES, WINDOW = 10, 600
KINDS = {"json": "application/json; charset=utf-8", "html": "text/html; charset=utf-8", "pdf": "application/pdf"}


@never_cache
@speak
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Show the visitor's conversations, or ask for a code."""
    if request.method == "POST":
        return _by_code(request)
    return render(request, "compliance/privacy.html", _home(request))


def _home(request: HttpRequest) -> dict[str, Any]:
    """Return what the first page lists: the visitor's conversations, and their requests."""
    proven = proof.proven(request)
    subjects = [subject for subject in proven if subject.owner != RequestsOwner.name]
    return {"site": site_meant(request), "subjects": subjects, "requests": rights_pages.requests_of(proven)}


def _by_code(request: HttpRequest) -> HttpResponse:
    """Check a code; every wrong one gets the same answer, and only a few may be tried."""
    code = request.POST.get("code", "")[:100]
    try:
        limits.hit("code", request.META.get("REMOTE_ADDR", ""), limit=TRIES, window=WINDOW)
        subject = next((found for owner in owners() if (found := owner.of_code(code))), None)
        error, status = _("This code is not known. Check it: it is in the chat’s menu."), 422
    except TooFast:
        subject, error, status = None, _("Too many codes were tried. Please wait ten minutes, then try again."), 429
    if subject is None:
        page = _home(request) | {"error": error, "code": code}
        return render(request, "compliance/privacy.html", page, status=status)
    page_of = "privacy_request" if subject.owner == RequestsOwner.name else "privacy_conversation"
    response = redirect(page_of, reference=subject.reference)
    proof.remember(response, subject)
    return response


@never_cache
@speak
@require_safe
def conversation(request: HttpRequest, reference: str) -> HttpResponse:
    """Show all of one conversation."""
    return _shown(request, proof.conversation(request, reference))


def _shown(request: HttpRequest, subject: Subject, status: int = 200, **told: Any) -> HttpResponse:
    data = whole.signed(owner_of(subject).export(subject))
    page = _page(request, subject) | {"data": data, "has_mail": is_configured(), **told}
    page |= {"rights": rights_pages.offered(subject), "requests": rights_pages.requests_of([subject])}
    response = render(request, "compliance/conversation.html", page, status=status)
    disclose(response, data["messages"])
    return response


@never_cache
@speak
@require_safe
def download(request: HttpRequest, reference: str, form: str) -> HttpResponse:
    """Send all of one conversation as a file: json, html or pdf."""
    subject = proof.conversation(request, reference)
    data = whole.signed(owner_of(subject).export(subject))
    response = HttpResponse(_file(data, form), content_type=KINDS[form])
    response["Content-Disposition"] = f'attachment; filename="conversation-{subject.reference}.{form}"'
    disclose(response, data["messages"])
    return response


def _file(data: dict[str, Any], form: str) -> bytes:
    if form == "json":
        return json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "surrogatepass")
    if form == "pdf":
        return pdf(data, get_language() or data["language"])
    return seal.close(render_to_string("compliance/export.html", {"data": data, "seal": seal.OPEN}).encode())


@never_cache
@speak
@require_POST
def send(request: HttpRequest, reference: str) -> HttpResponse:
    """Mail one conversation to the address typed, which is not kept."""
    subject = proof.conversation(request, reference)
    if not is_configured():
        raise NotFound
    data, address = whole.signed(owner_of(subject).export(subject)), request.POST.get("email", "")[:300]
    visitor, language = request.META.get("REMOTE_ADDR", ""), get_language() or subject.language
    try:
        mail(subject, data, address, visitor=visitor, language=language)
    except GuichetError as error:
        told = {"error": error, "is_address_wrong": not isinstance(error, TooFast), "typed": address}
        return _shown(request, subject, error.status, **told)
    return _shown(request, subject, is_sent=True)


@never_cache
@speak
@require_safe
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Say exactly what an erasure removes, before it does."""
    subject = proof.conversation(request, reference)
    page = _page(request, subject) | {"counts": owner_of(subject).counts(subject), "holds": erasure.holds(subject)}
    return render(request, "compliance/erase.html", page)


@never_cache
@speak
@require_POST
def extend(request: HttpRequest, reference: str) -> HttpResponse:
    """Give thirty more minutes to who is still there, and go back to the page."""
    subject = proof.conversation(request, reference)
    here = request.POST.get("page") if request.POST.get("page") in {"privacy_conversation", "privacy_confirm"} else None
    response = redirect(f"{reverse(here or 'privacy_conversation', args=[reference])}?lang={get_language()}")
    if proof.until(request, subject):
        proof.remember(response, subject)
    return response


@never_cache
@speak
@require_POST
def erase(request: HttpRequest, reference: str) -> HttpResponse:
    """Erase one conversation, as far as no legal hold stands against it, and show the receipt."""
    subject = proof.conversation(request, reference)
    asked = requests.receive(
        site=subject.site, kind=Kind.ERASURE, channel=Channel.PORTAL, language=get_language() or "fr", subject=subject
    )
    done = erasure.erase(subject, asked)
    response = redirect(f"{reverse('privacy_request', args=[asked.reference])}?lang={get_language()}")
    if done.state == done.State.DONE:
        proof.remember(response, subject_of(asked))
    return response


def _page(request: HttpRequest, subject: Subject) -> dict[str, Any]:
    """Return what every page about one subject shows, with the end of the code's time."""
    return {"site": subject.site, "subject": subject, "until": proof.until(request, subject)}
