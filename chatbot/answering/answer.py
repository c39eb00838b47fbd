"""The path from a question to an answer: redact, guard, search, decide, then quote or compose, with a trace of it all."""

import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any

from chatbot.answering import trace
from chatbot.answering.compose import PROMPT_VERSION, Composition, compose, composes, prompt
from chatbot.answering.contract import Answer, Origin, Question, Released, Source, Status, Waiting
from chatbot.answering.decide import Decision, cited, decide
from chatbot.answering.guards import Guard, guard
from chatbot.answering.language import detect
from chatbot.answering.legal import legal_topic
from chatbot.answering.quote import quote
from chatbot.answering.texts import text as fixed_text
from chatbot.bridge import in_database
from chatbot.inference.errors import EngineBusy, EngineFailed
from chatbot.inference.interface import InferenceEngine
from chatbot.knowledge.readings import reading_around
from chatbot.knowledge.search import Hit, best_of_each, search_near
from compliance.redaction import Redacted, redact

NEAR = 3  # articles named where nothing was found
CANDIDATES = 24  # passages


@dataclass
class Work:
    """One answer in the making."""

    question: Question
    language: str
    redacted: Redacted
    engine: InferenceEngine | None
    trace: dict[str, Any] = field(default_factory=dict)
    started: float = field(default_factory=time.perf_counter)
    shown: list[Released] = field(default_factory=list)

    def mark(self, step: str) -> None:
        """Note in the trace how long it has taken to get here, in milliseconds."""
        self.trace.setdefault("timings_ms", {})[step] = round((time.perf_counter() - self.started) * 1000, 1)

    def release(self, text: str, origin: Origin, sources: tuple[Source, ...]) -> Released:
        """Note a piece that the customer is about to see."""
        self.shown.append(Released(text, origin, sources))
        return self.shown[-1]

    def answer(self, status: Status, origin: Origin, sources: tuple[Source, ...]) -> Answer:
        """Close the work."""
        self.mark("total")
        self.trace |= {"status": status, "origin": origin, "language": self.language}
        text = "".join(piece.text for piece in self.shown)
        model = self.engine.card.name if self.engine and origin == "generated" else ""
        self.trace["answer"] = {"digest": trace.digest(text), "sources": [source.id for source in sources]}
        return Answer(text, status, origin, sources, self.language, model, self.trace)


async def answer(question: Question, *, engine: InferenceEngine | None) -> AsyncGenerator[Released | Waiting | Answer, None]:
    """Yield places in the queue, checked pieces, then the Answer; the pieces joined are its text.

    Without an engine, or when it is too busy or refuses, the answer is quoted. Raises EngineLost when the engine dies, so that
    the turn can be tried again.
    """
    redacted = redact(question.text)
    work = Work(question, detect(question.text, question.language), redacted, engine)
    work.trace |= {"site": question.site.slug, "redacted": redacted.counts, "query": trace.digest(redacted.text)}
    known = guard(question.text)
    work.trace["guards"] = [known.name] if known else []
    work.mark("guards")
    if known:
        for fixed in fixed_answer(work, known):
            yield fixed
        return
    hits = await in_database(search_near)(redacted.text, site=question.site, language=work.language, limit=CANDIDATES)
    decision = decide(redacted.text, hits, question.site)
    work.trace |= trace.found(hits, best_of_each(hits)) | decision.trace | {"mode": "none", "model": None}
    work.mark("search")
    async for item in answer_from(work, hits, decision):
        yield item


async def answer_from(work: Work, hits: list[Hit], decision: Decision) -> AsyncGenerator[Released | Waiting | Answer, None]:
    """Answer from what was found, as was decided; a replay comes in here."""
    if not decision.is_enough:
        for fixed in _not_found(work, best_of_each(hits)):
            yield fixed
        return
    async for item in _answered(work, hits):
        yield item


def fixed_answer(work: Work, known: Guard) -> list[Released | Answer]:
    """Return the reviewed text for an intent that was recognised."""
    piece = work.release(fixed_text(known.text, work.language, work.question.site.company), "fixed", ())
    return [piece, work.answer(known.status, "fixed", ())]


def _not_found(work: Work, articles: list[Hit]) -> list[Released | Answer]:
    """Say so, and name the nearest articles: never an invention."""
    near = tuple(_source(hit) for hit in articles[:NEAR])
    piece = work.release(fixed_text("near" if near else "not_found", work.language, work.question.site.company), "fixed", near)
    return [piece, work.answer("not_found", "fixed", near)]


async def _answered(work: Work, hits: list[Hit]) -> AsyncGenerator[Released | Waiting | Answer, None]:
    """Compose where the model can and the engine will; quote legal topics, and whatever else nothing passed the check for."""
    sources = tuple(_source(hit) for hit in cited(best_of_each(hits)))
    composition = Composition()
    topic = legal_topic(work.redacted.text, hits, work.question.site.legal_topics)
    work.trace |= {"legal_topic": topic} if topic else {}
    if work.engine and composes(work.engine, work.question.site) and not topic:
        card = work.engine.card
        work.trace |= {"mode": "compose", "model": {"name": card.name, "sha256": card.sha256}}
        try:
            async for piece in _composed(work, hits, sources, composition):
                yield piece
        except (EngineBusy, EngineFailed) as error:
            work.trace["engine_error"] = getattr(error, "code", "busy")
        work.trace |= {"prompt": PROMPT_VERSION, "checks": _checks(composition), "engine_ms": composition.engine_ms}
        work.trace["tokens"] = {"answer": composition.tokens, "cached": composition.cached_tokens}
    if work.shown:
        yield work.answer("answered", "generated" if composition.composed else "extractive", sources)
        return
    work.trace["mode"] = "quote"
    found = await in_database(quote)(work.redacted.text, hits)
    yield work.release(found.text, "extractive", sources)
    yield work.answer("answered", "extractive", sources)


async def _composed(
    work: Work, hits: list[Hit], sources: tuple[Source, ...], composition: Composition
) -> AsyncGenerator[Released | Waiting, None]:
    if work.engine is None:
        return
    site = work.question.site
    reading = await in_database(reading_around)(hits[0])
    asked = prompt(work.redacted.text, reading, language=work.language, company=site.company)
    async for sentence in compose(work.engine, asked, reading, composition, site=site.slug):
        if isinstance(sentence, Waiting):
            yield sentence
            continue
        if not work.shown:
            work.mark("first_piece")
        yield work.release(sentence, "generated", sources)


def _checks(composition: Composition) -> list[dict[str, Any]]:
    """Return the check's outcome as the desk shows it; kinds of failure, never their words."""
    kinds = ", ".join(sorted(set(composition.failures)))
    passed = [{"name": "supported", "passed": True, "detail": str(composition.composed)}]
    return passed + ([{"name": "replaced", "passed": False, "detail": f"{composition.replaced}: {kinds}"}] if kinds else [])


def _source(hit: Hit) -> Source:
    return Source(hit.external_id, hit.title, hit.url, round(hit.score, 4))
