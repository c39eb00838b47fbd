"""The AI notice: what every customer reads before they can write, and the proof that it was shown. It cannot be switched off."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from chatbot import conf
from chatbot.errors import Undisclosed
from chatbot.sites.models import Site
from compliance.models import Disclosure, NoticeText

VERSION = "2026-11"
TEXTS = {
    "fr": (
        "Vous échangez avec un assistant automatique (intelligence artificielle) de {company}. Ses réponses viennent de nos "
        "articles et peuvent contenir des erreurs. Vous pouvez demander un conseiller à tout moment."
    ),
    "en": (
        "You are talking to an automatic assistant (artificial intelligence) of {company}. Its answers come from our "
        "articles and may contain mistakes. You can ask for a person at any time."
    ),
    "de": (
        "Sie schreiben mit einem automatischen Assistenten (künstliche Intelligenz) von {company}. Seine Antworten stammen aus "
        "unseren Artikeln und können Fehler enthalten. Sie können jederzeit verlangen, mit einem Menschen zu sprechen."
    ),
    "es": (
        "Está hablando con un asistente automático (inteligencia artificial) de {company}. Sus respuestas proceden de nuestros "
        "artículos y pueden contener errores. Puede pedir hablar con una persona en cualquier momento."
    ),
    "it": (
        "Sta parlando con un assistente automatico (intelligenza artificiale) di {company}. Le sue risposte vengono dai nostri "
        "articoli e possono contenere errori. Può chiedere di parlare con una persona in qualsiasi momento."
    ),
}


@dataclass(frozen=True)
class Notice:
    """The wording shown to one customer; `digest` is its sha256."""

    text: str
    version: str
    language: str
    company: str

    @property
    def digest(self) -> str:
        """Return the sha256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def notice(site: Site, language: str) -> Notice:
    """Return the AI notice of the site in this language, or in French."""
    known = language if language in TEXTS else "fr"
    return Notice(TEXTS[known].format(company=site.company), VERSION, known, site.company)


def record_disclosure(site: Site, session_hash: str, language: str) -> None:
    """Record that the notice was shown to a session, of which only a one-way hash is kept."""
    shown = notice(site, language)
    text, _made = NoticeText.objects.get_or_create(
        site=site, language=shown.language, digest=shown.digest, defaults={"version": shown.version, "text": shown.text}
    )
    Disclosure.objects.create(site=site, notice=text, session_hash=session_hash)


def has_lapsed(shown_at: datetime | None) -> bool:
    """Return whether the notice must be shown before anything is taken: never shown, or too long ago."""
    return shown_at is None or timezone.now() - shown_at >= timedelta(hours=conf.load().duties.notice_hours)


def is_disclosed(site: Site, session_hash: str) -> bool:
    """Return whether the notice was shown to this session lately."""
    shown = Disclosure.objects.filter(site=site, session_hash=session_hash).order_by("-shown_at").first()
    return not has_lapsed(shown.shown_at if shown else None)


def refuse_undisclosed(site: Site, session_hash: str) -> None:
    """Raise Undisclosed unless the notice was shown to this session lately."""
    if not is_disclosed(site, session_hash):
        raise Undisclosed
