"""A request about personal data that was typed in the chat: which right is meant, and the clock that starts with it."""

import re
import unicodedata

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from compliance import requests
from compliance.models import RightsRequest
from compliance.owners import Subject
from compliance.requests import Channel, Kind
from conversations.messages import announce
from conversations.models import Conversation

WORDS = (  # the first that stands in the text, accents left out, says which right is meant
    (Kind.CONSENT, r"consent|einwilligung|einverstandnis|consentimiento|consenso"),
    (Kind.PORTABILITY, r"portab|ubertragbar"),
    (
        Kind.ERASURE,
        r"suppr|effac|detrui|oubli|eras|delet|remov|forg[eo]t|wipe|losch|vergess|borr|elimin|suprim|olvid|cancell|dimentic|rimuov",
    ),
    (
        Kind.RECTIFICATION,
        r"rectif|corrig|correct|inexact|erron|wrong|inaccur|berichtig|korrig|correg|errat|sbagliat|aggiorn|\bmend",
    ),
    (Kind.RESTRICTION, r"\blimit|\bgel|suspend|restrain|restrict|freez|einschrank|sperr|congel|blocc"),
    (Kind.OBJECTION, r"oppos|objec|refus|widersprech|widerspruch|opong|oppon"),
    (
        Kind.ACCESS,
        r"acces|copi|export|telecharg|consult|voir|recup|download|\bsee\b|show|know|\bsav|auskunft|kopie|herunter|descarg|scaric"
        r"|\b(?:what|que|quel\w*|was|cosa)\b",
    ),
)


def kind_of(text: str) -> Kind:
    """Return the right that the words mean; OTHER when they do not say."""
    folded = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return next((kind for kind, words in WORDS if re.search(words, plain)), Kind.OTHER)


def enter(conversation: Conversation, asked_for: list[str]) -> RightsRequest:
    """Enter the request of a locked conversation, and tell its customer the reference and the date."""
    subject = Subject("conversations", str(conversation.pk), conversation.site, conversation.language, conversation.reference)
    kind = kind_of(" ".join(asked_for))
    known = requests.of_subject(subject).filter(kind=kind, state=RightsRequest.State.RECEIVED).exists()
    asked = requests.receive(
        site=conversation.site, kind=kind, channel=Channel.CHAT, language=conversation.language, subject=subject
    )
    if not known:
        with override(conversation.language):
            announce(conversation, "rights_request", _said(asked))
    return asked


def _said(asked: RightsRequest) -> str:
    return _(
        "Your request about your data is registered under the reference %(reference)s; it is answered by %(date)s at the latest. "
        "On the page “Your data” you can follow it, and do most things yourself at once."
    ) % {"reference": asked.reference, "date": date_format(asked.due_on, "DATE_FORMAT")}
