"""One answer in the making: what is known of it so far, what has been shown, and the trace."""

import time
from dataclasses import dataclass, field
from typing import Any

from chatbot.answering import trace
from chatbot.answering.compose import SYSTEM
from chatbot.answering.contract import Answer, Origin, Question, Released, Source, Status
from chatbot.inference.interface import InferenceEngine
from chatbot.knowledge.search import Hit
from compliance.redaction import Redacted


@dataclass
class Work:
    """The question, redacted and with its language, and what has come of it."""

    question: Question
    language: str
    redacted: Redacted
    engine: InferenceEngine | None
    trace: dict[str, Any] = field(default_factory=dict)
    started: float = field(default_factory=time.perf_counter)
    shown: list[Released] = field(default_factory=list)
    quoted: str = ""  # the language of the article that is quoted, once it is known

    @property
    def prose(self) -> str:
        """The language of what articles say: the customer's where articles may be in it, else the site's."""
        return self.language if self.language in SYSTEM else self.question.site.language

    def mark(self, step: str) -> None:
        """Note in the trace how long it has taken to get here, in milliseconds; only the first time."""
        elapsed = round((time.perf_counter() - self.started) * 1000, 1)
        self.trace.setdefault("timings_ms", {}).setdefault(step, elapsed)

    def release(self, text: str, origin: Origin, sources: tuple[Source, ...]) -> Released:
        """Note a piece that the customer is about to see."""
        self.shown.append(Released(text, origin, sources))
        return self.shown[-1]

    def answer(self, status: Status, origin: Origin, sources: tuple[Source, ...], **offers: Any) -> Answer:
        """Close the work."""
        self.mark("total")
        language = self._spoken(origin)
        self.trace |= {"other_language": self.language} if self._is_foreign(language) else {}
        self.trace |= {"status": status, "origin": origin, "language": language}
        text = "".join(piece.text for piece in self.shown)
        model = self.engine.card.name if self.engine and origin == "generated" else ""
        self.trace["answer"] = {"digest": trace.digest(text), "sources": [source.id for source in sources]}
        return Answer(text, status, origin, sources, language, model, self.trace, **offers)

    def _spoken(self, origin: Origin) -> str:
        """Return the language of an answer of this origin."""
        if origin == "extractive":
            return self.quoted or self.prose
        return self.prose if origin == "generated" else self.language

    def _is_foreign(self, language: str) -> bool:
        """Return whether customers must be told that the answer is in this language.

        Short questions in French or English are easily taken for each other: the page's own language needs no word.
        """
        return language != self.language and (self.language not in SYSTEM or language != self.question.language)


def source(hit: Hit) -> Source:
    """Return the article of a passage as customers see it named."""
    return Source(hit.external_id, hit.title, hit.url, round(hit.score, 4))
