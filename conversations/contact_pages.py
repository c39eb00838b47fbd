"""The contact page: every way to reach the company without the chat, and a form whose message waits at the desk."""

import hmac
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chatbot import conf
from chatbot.errors import GuichetError, Invalid, TooFast
from chatbot.sites import hours
from chatbot.sites.dates import day
from chatbot.sites.models import Site
from compliance import audit, limits
from compliance.about import site_meant
from compliance.language import speak
from conversations import access, later, query_key
from conversations.codes import code_of, new_reference
from conversations.messages import add_message, announce, clean_text, client_id_of
from conversations.models import Conversation, Customer, LaterReply, Message
from conversations.welcome import known_language

REQUESTS_PER_HOUR = 5


@speak
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Say how to reach the company; a POST leaves a message for its advisers."""
    site = site_meant(request)
    if site is None:
        return render(request, "compliance/contact.html", status=404 if request.method == "POST" else 200)
    page: dict[str, Any] = {"site": site, "week": hours.week(site), "client_id": uuid4()}
    if request.method != "POST":
        return render(request, "compliance/contact.html", page)
    try:
        found = leave_message(site=site, **_typed(request))
    except GuichetError as refused:
        page |= {"error": refused, "field": _field(refused), "typed": request.POST}
        return render(request, "compliance/contact.html", page, status=refused.status)
    page |= {"reference": found.reference, "code": code_of(found), "answer_by": day(found.later_reply.answer_by)}
    return render(request, "compliance/contact.html", page)


def _field(refused: GuichetError) -> str:
    """Return the field that an error is about; none for a limit."""
    if isinstance(refused, TooFast):
        return ""
    return "email" if isinstance(refused, later.BadAddress) else "text"


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {
        "client_id": client_id_of(request.POST.get("client_id")),
        "text": request.POST.get("text", ""),
        "email": request.POST.get("email", ""),
        "language": get_language() or "",
        "address": request.META.get("REMOTE_ADDR", ""),
    }


@transaction.atomic
def leave_message(*, site: Site, client_id: UUID, text: str, email: str, language: str, address: str) -> Conversation:
    """Put a message of the form into the advisers' queue, with a reference and a date; the same client_id again changes nothing.

    Raises Invalid, TooLong or TooFast.
    """
    if not text.strip():
        raise Invalid(_("Write your message before you send it."))
    text = clean_text(text)
    customer, is_new = Customer.objects.get_or_create(site=site, token_hash=_nobodys_token(client_id))
    if not is_new:
        return customer.conversations.select_related("later_reply").get()
    too_often = _("You can send five messages an hour from this page. Please try again later, or telephone us.")
    limits.hit("contact", address, limit=REQUESTS_PER_HOUR, window=3600, said=too_often)
    conversation = access.lock(_opened(customer, known_language(language[:2], site)))
    add_message(conversation, author=Message.Author.CUSTOMER, text=text, client_id=client_id)
    announce(conversation, "contact_form", _("This message was written on the contact page."))
    later.promise(conversation)
    query_key.give(conversation)
    if email.strip():
        later.note_email(conversation, email)
    audit.record(
        "contact_form",
        site=site,
        actor="customer",
        object_type="conversation",
        object_id=str(conversation.pk),
        mail=bool(email),
        language=conversation.language,
    )
    conversation.later_reply = LaterReply.objects.get(pk=conversation.pk)
    return conversation


def _nobodys_token(client_id: UUID) -> str:
    """Return the hash that stands for the form's customer: of no token, so that no browser can hold one."""
    return hmac.digest(conf.secret("contact").encode(), client_id.bytes, "sha256").hex()


def _opened(customer: Customer, language: str) -> Conversation:
    """Open a conversation that waits for a person; nobody but the holder of its code can see it."""
    waiting = {"status": Conversation.Status.WAITING, "waiting_since": timezone.now()}
    return Conversation.objects.create(
        site=customer.site, customer=customer, reference=new_reference(), language=language, **waiting
    )
