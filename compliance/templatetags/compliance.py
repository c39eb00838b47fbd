"""How the portal's pages write times, answers and findings, for people and for machines."""

import json
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from chatbot.knowledge.markdown import render
from compliance.linked_data import conversation
from compliance.models import RightsRequest
from compliance.moments import moment
from compliance.rights_words import RECORDS, TITLES
from compliance.verification import Finding

register = template.Library()


register.filter(moment)


@register.filter
def markdown(text: str, by_ai: bool = False) -> SafeString:
    """Return an answer as sanitised HTML; an AI's links are plain text, its sources stand beside it."""
    return mark_safe(render(text, (lambda _url: False) if by_ai else None))  # noqa: S308  (render sanitises)


@register.filter
def linked_data(data: dict[str, Any]) -> SafeString:
    """Return a conversation as JSON-LD that can stand in a script element."""
    text = json.dumps(conversation(data), ensure_ascii=False, indent=1)
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return mark_safe(text)  # noqa: S308  (no character is left that ends a script)


@register.filter
def record_words(kind: str) -> str:
    """Return what a kind of record on a receipt is called."""
    return str(RECORDS.get(kind, kind))


@register.filter
def right_title(kind: str) -> str:
    """Return what a kind of request is called."""
    return str(TITLES[RightsRequest.Kind(kind)])


@register.filter
def day(iso: str) -> str:
    """Return a stored day in the reader's way of writing it."""
    return date_format(date.fromisoformat(iso), "DATE_FORMAT")


@register.filter
def finding_words(finding: Finding) -> str:
    """Say a finding in words."""
    return " ".join(filter(None, (_reasons()[finding.reason], _origins().get(finding.origin or "", ""))))


def _reasons() -> dict[str, str]:
    return {
        "signed": _("The signature is valid: this text was produced by this assistant and has not been changed."),
        "known": _("A message of this assistant with these words is stored here."),
        "altered": _("The signature does not fit: the text or what goes with it was changed after it was signed."),
        "foreign_key": _("The signature was not made with a key of this service."),
        "not_known": _("This service knows no message of its assistant with these words."),
        "no_signature": _("This message carries no signature."),
        "complete": _("The conversation is complete: no message was left out, added, changed or moved."),
        "altered_list": _("The conversation is not complete or not in order: a message was left out, added, changed or moved."),
        "no_list": _("Nothing shows whether messages were left out: this conversation carries no signature of its own."),
        "file_unchanged": _("This document is exactly as this service made it."),
        "file_altered": _(
            "This document is not as this service made it. To save it again in another program is enough; keep the original."
        ),
        "no_seal": _("This document carries no seal of this service."),
    }


def _origins() -> dict[str, str]:
    return {
        "generated": _("Its words were written by an AI model."),
        "extractive": _("Its words are sentences of the company’s articles, chosen by the assistant."),
        "fixed": _("Its words are a text prepared by people, sent by the assistant."),
    }
