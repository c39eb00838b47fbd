"""The path from a question to an answer: redact, guard, written answers, search, decide, quote or compose, with a trace."""

import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any

from chatbot.answering import decide
from chatbot.answering.compose import PROMPT_VERSION, Composition, compose, composes, prompt
from chatbot.answering.contract import Answer, Origin, Question, Released, Source, Status, Waiting
from chatbot.answering.curated import Curated, curated
from chatbot.answering.guards import Guard, guard
from chatbot.answering.language import detect
from chatbot.answering.quote import quote
from chatbot.answering.texts import text as fixed_text
from chatbot.bridge import in_database
from chatbot.inference.errors import EngineBusy, EngineFailed
from chatbot.inference.supervisor import Engine
from chatbot.knowledge.readings import reading_around
from chatbot.knowledge.search import Hit, best_of_each, search
from chatbot.sites.models import Site
from compliance.redaction import Redacted, redact

NEAR = 3  # articles named where nothing was found
CANDIDATES = 24  # passages


@dataclass
class Work:
    """One answer in the making."""

    question: Question
    language: str
    redacted: Redacted
    engine: Engine | None
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
        card = self.engine.card if self.engine and origin == "generated" else None
        model = card.name if card else ""
        self.trace["model"] = {"name": card.name, "sha256": card.sha256} if card else None
        return Answer("".join(piece.text for piece in self.shown), status, origin, sources, self.language, model, self.trace)


async def answer(question: Question, *, engine: Engine | None) -> AsyncGenerator[Released | Waiting | Answer, None]:
    """Yield places in the queue, checked pieces, then the Answer; the pieces joined are its text.

    Without an engine, or when it is too busy or refuses, the answer is quoted. Raises EngineLost when the engine dies, so that
    the turn can be tried again.
    """
    redacted = redact(question.text)
    work = Work(question, detect(question.text, question.language), redacted, engine)
    work.trace["redacted"] = redacted.counts
    known = guard(question.text)
    work.trace["guards"] = [known.name] if known else []
    work.mark("guards")
    if known:
        for fixed in _fixed(work, known):
            yield fixed
        return
    if written := await in_database(curated)(redacted.text, question.site, work.language):
        for fixed in _written(work, written):
            yield fixed
        return
    hits = await in_database(_search)(redacted.text, question.site, work.language)
    articles = best_of_each(hits)
    likely = decide.probability(articles)
    work.trace |= {
        "passages": [_candidate(hit) for hit in articles[:5]],
        "probability": round(likely, 3),
        "floor": decide.FLOOR,
        "mode": "none",
    }
    work.mark("search")
    if likely < decide.FLOOR:
        for fixed in _not_found(work, articles):
            yield fixed
        return
    async for item in _answered(work, hits):
        yield item


def _search(query: str, site: Site, language: str) -> list[Hit]:
    """Search in the question's language; where the site has nothing at all in it, in every language."""
    return search(query, site=site, language=language, limit=CANDIDATES) or search(query, site=site, limit=CANDIDATES)


def _fixed(work: Work, known: Guard) -> list[Released | Answer]:
    piece = work.release(fixed_text(known.text, work.language, work.question.site.company), "fixed", ())
    return [piece, work.answer(known.status, "fixed", ())]


def _written(work: Work, written: Curated) -> list[Released | Answer]:
    work.trace |= written.trace
    work.mark("written")
    piece = work.release(written.text, "fixed", written.sources)
    return [piece, work.answer("answered", "fixed", written.sources)]


def _not_found(work: Work, articles: list[Hit]) -> list[Released | Answer]:
    """Say so, and name the nearest articles: never an invention."""
    near = tuple(_source(hit) for hit in articles[:NEAR])
    piece = work.release(fixed_text("near" if near else "not_found", work.language, work.question.site.company), "fixed", near)
    return [piece, work.answer("not_found", "fixed", near)]


async def _answered(work: Work, hits: list[Hit]) -> AsyncGenerator[Released | Waiting | Answer, None]:
    """Compose where the model can and the engine will; otherwise, and where nothing of it passed the check, quote."""
    sources = (_source(hits[0]),)
    composition = Composition()
    if work.engine and composes(work.engine):
        work.trace["mode"] = "compose"
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


def _candidate(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.external_id,
        "version": hit.version_id,
        "title": hit.title,
        "heading": hit.heading,
        "url": hit.url,
        "score": round(hit.score, 4),
        "lexical": round(hit.lexical, 4),
        "semantic": round(hit.semantic, 4),
    }
