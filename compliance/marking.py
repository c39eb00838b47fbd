"""The machine-readable mark of an AI message: what is said about it, signed, and how its text is known again."""

import hashlib
import hmac
import html
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chatbot import conf
from chatbot.knowledge.markdown import render

SCHEMA = "guichet-mark-1"
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
# The words of quotations and of fixed texts were written by people; the assistant only chose them.
WRITTEN, PARTLY_WRITTEN = f"{IPTC}trainedAlgorithmicMedia", f"{IPTC}compositeWithTrainedAlgorithmicMedia"  # by a model
SOURCE_TYPES = {"generated": WRITTEN} | dict.fromkeys(("extractive", "fixed"), f"{IPTC}digitalCreation")
BLOCK = re.compile(r"</?(?:p|br|ul|ol|li|pre|blockquote|h[2-4]|hr|table|thead|tbody|tr|th|td)\b[^>]*>")
INLINE = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Maker:
    """What wrote the words: a model and the prompt's version; neither where people wrote them."""

    model: str = ""
    sha256: str = ""
    prompt: str = ""

    @classmethod
    def of_trace(cls, origin: str, trace: dict[str, Any]) -> "Maker":
        """Return what an answer's trace says about it; only generated words have such a maker."""
        model = trace.get("model") or {}
        return cls(model.get("name", ""), model.get("sha256", ""), trace.get("prompt", "")) if origin == "generated" else cls()


@dataclass(frozen=True)
class Marked:
    """The message that is marked."""

    id: str
    text: str
    at: datetime
    origin: str
    site: str


def statement(message: Marked, maker: Maker) -> dict[str, Any]:
    """Return what is signed: everything about the message, and of its text the hash only."""
    return {
        "schema": SCHEMA,
        "id": message.id,
        "text_sha256": digest(message.text),
        "at": message.at.astimezone(UTC).isoformat(),
        "author_type": "ai",
        "origin": message.origin,
        "digital_source_type": SOURCE_TYPES[message.origin],
        "model": {"name": maker.model, "sha256": maker.sha256} if maker.sha256 else None,
        "prompt": maker.prompt or None,
        "site": message.site,
    }


def source_of_reviewed(draft_origin: str, edit_distance: float) -> str:
    """Return the IPTC term for words that a person sent from an AI's draft: a model's as they were, or with the person's own."""
    if draft_origin != "generated":
        return SOURCE_TYPES["fixed"]
    return WRITTEN if edit_distance == 0 else PARTLY_WRITTEN


def digest(text: str) -> str:
    """Return the sha256 of a text in UTF-8, its lines ended by LF."""
    return hashlib.sha256(text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "surrogatepass")).hexdigest()


def fingerprint(text: str) -> str:
    """Return by what a text is known again without its signature: a keyed hash of the words that a reader sees."""
    return hmac.digest(conf.secret("marks").encode(), visible(text).encode(), "sha256").hex()


def visible(text: str) -> str:
    """Return the words that a reader sees, however they were copied: no Markdown, plain blanks, no invisible characters."""
    whole = text.encode("utf-8", "replace").decode()
    shown = html.unescape(INLINE.sub("", BLOCK.sub(" ", render(whole, lambda _url: False))))
    kept = "".join(char for char in unicodedata.normalize("NFKC", shown) if unicodedata.category(char) != "Cf")
    return " ".join(kept.split())
