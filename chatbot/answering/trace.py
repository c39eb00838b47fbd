"""What is kept of how an answer came about: enough to give it again from the same versions, and no word of the customer."""

import hashlib
from collections.abc import Sequence
from typing import Any

from chatbot.knowledge.search import Hit

SHOWN = 5  # articles that the desk lists


def digest(text: str) -> str:
    """Return a short fingerprint by which a text is known again."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def found(hits: Sequence[Hit], articles: Sequence[Hit]) -> dict[str, Any]:
    """Return what was found: the best articles for people to read, every candidate for a replay."""
    return {
        "passages": [_passage(hit) for hit in articles[:SHOWN]],
        "candidates": [_candidate(hit) for hit in hits],
    }


def _passage(hit: Hit) -> dict[str, Any]:
    return {"title": hit.title, "heading": hit.heading, "url": hit.url, **_candidate(hit)}


def _candidate(hit: Hit) -> dict[str, Any]:
    """Name the passage by its version and its words' fingerprint: its row is another after the version was indexed anew."""
    return {
        "id": hit.external_id,
        "version": hit.version_id,
        "passage": digest(hit.text),
        "score": round(hit.score, 4),
        "lexical": round(hit.lexical, 4),
        "semantic": round(hit.semantic, 4),
    }
