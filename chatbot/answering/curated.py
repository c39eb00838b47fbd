"""The answer that a person wrote to this very question goes first: no search, no model."""

from dataclasses import dataclass
from typing import Any

from chatbot.answering.contract import Source
from chatbot.knowledge import written
from chatbot.sites.models import Site


@dataclass(frozen=True)
class Curated:
    """A written answer, the article it names, and what the trace says of it."""

    text: str
    sources: tuple[Source, ...]
    trace: dict[str, Any]


def curated(query: str, site: Site, language: str) -> Curated | None:
    """Return the site's written answer to a redacted question, if there is one that certainly fits."""
    found = written.match(query, site=site, language=language)
    if found is None:
        return None
    named = found.source_id and found.source_title  # an article that is withdrawn is not shown
    sources = (Source(found.source_id or "", found.source_title or "", found.source_url or "", round(found.score, 4)),)
    return Curated(found.text, sources if named else (), {"mode": "written", "written_answer": _trace(found)})


def _trace(found: written.Near) -> dict[str, Any]:
    scores = {name: round(getattr(found, name), 4) for name in ("score", "semantic", "lexical")}
    return {"id": found.answer_id, "phrasing": found.phrasing, **scores, "threshold": written.THRESHOLD}
