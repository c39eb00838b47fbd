"""A conversation mailed to an address that its customer types: used for this once, and kept nowhere."""

import re
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from chatbot.errors import Invalid
from compliance import audit, header, limits, seal
from compliance.marking import digest
from compliance.moments import moment
from compliance.owners import Subject
from compliance.pdf import contested, paragraphs, pdf, title

ASKED = gettext_noop("You asked for this copy on the page “Your data”. Your address was used for this once and is not kept.")
PER_CONVERSATION, PER_VISITOR, WINDOW = 3, 10, 3600


class NotSent(Invalid):
    """The mail server did not take the mail."""

    code, status = "not_sent", 502


def mail(subject: Subject, data: dict[str, Any], address: str, *, visitor: str, language: str) -> None:
    """Send a signed export to the address, and record the disclosure without it; raises Invalid, TooFast or NotSent."""
    address = _address(address)
    too_often = _("This conversation was sent three times within the hour. Please try again later.")
    limits.hit("transcript", subject.key, limit=PER_CONVERSATION, window=WINDOW, said=too_often)
    limits.hit("transcript_visitor", visitor, limit=PER_VISITOR, window=WINDOW, said=_("Please wait an hour, then try again."))
    try:
        composed(data, address, language, why=_(ASKED)).send()
    except (SMTPException, OSError) as error:
        raise NotSent(_("The mail server did not take the message. Check the address, or try again later.")) from error
    audit.record(
        "transcript_mailed",
        site=subject.site,
        actor="customer",
        object_type=subject.owner,
        object_id=subject.key,
        recipient="address_given_once",
        messages=len(data["messages"]),
    )


def composed(data: dict[str, Any], address: str, language: str, *, why: str) -> EmailMultiAlternatives:
    """Return the mail: text that ends with why it comes, sealed page and sealed PDF."""
    text = plain(data, why)
    page = {"data": data, "seal": seal.OPEN, "plain_digest": digest(text.strip())}
    sealed = seal.close(render_to_string("compliance/export.html", page).encode()).decode()
    named = re.sub(r"[\r\n]+", " ", title(data))
    value = header.disclosed(data["messages"])
    made = EmailMultiAlternatives(
        named, text, settings.DEFAULT_FROM_EMAIL, [address], headers={header.NAME: value} if value else {}
    )
    made.attach_alternative(sealed, "text/html")
    made.attach(f"conversation-{data['reference']}.pdf", pdf(data, language), "application/pdf")
    return made


def plain(data: dict[str, Any], why: str) -> str:
    """Return the conversation as plain text, each message under its author and time."""
    head = [title(data), _("The messages marked “AI assistant” come from an AI, not from a person.")]
    return "\n\n".join([*head, *map(_line, data["messages"]), why])


def _line(message: dict[str, Any]) -> str:
    return "\n".join([f"{message['author']} · {moment(message['at'])}", *paragraphs(message), *contested(message)])


def _address(typed: str) -> str:
    address = typed.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Invalid(_("This is no e-mail address. Write it like this: name@example.eu.")) from error
    if len(address) > 254:
        raise Invalid(_("This e-mail address is too long."))
    return address
