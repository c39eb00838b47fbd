"""The path from a question to an answer: redact, guard, written answers, search, decide, quote or compose, with a trace."""

from collections.abc import AsyncGenerator
from typing import Any

from chatbot.answering import clarify, replies, trace
from chatbot.answering.compose import LATE, PROMPT_VERSION, Composition, compose, composes, prompt
from chatbot.answering.contract import Answer, Question, Released, Source, Waiting
from chatbot.answering.curated import curated
from chatbot.answering.decide import Decision, cited, decide
from chatbot.answering.guards import guard
from chatbot.answering.language import detect
from chatbot.answering.legal import legal_topic
from chatbot.answering.length import short_enough
from chatbot.answering.lookup import Found, look_up
from chatbot.answering.orders import meddles
from chatbot.answering.quote import quote
from chatbot.answering.work import Work, source
from chatbot.bridge import in_database
from chatbot.inference.errors import EngineBusy, EngineFailed
from chatbot.inference.interface import InferenceEngine
from chatbot.knowledge.readings import reading_around
from chatbot.knowledge.search import best_of_each
from chatbot.sites.switch import refuse_if_off
from compliance.redaction import redact

Items = AsyncGenerator[Released | Waiting | Answer, None]


async def answer(question: Question, *, engine: InferenceEngine | None) -> Items:
    """Yield places in the queue, checked pieces, then the Answer; the pieces joined are its text.

    Without an engine, or when it is too busy or refuses, the answer is quoted. Raises EngineLost when the engine dies, so that
    the turn can be tried again, and AISwitchedOff where the company has switched the AI off.
    """
    await in_database(refuse_if_off)(question.site)
    work = _begun(question, engine)
    reply = await _known_reply(work)
    if reply is None:
        found = await in_database(look_up)(work.redacted.text, question.earlier, question.site, work.prose)
        decision = decide(found.query, found.hits, question.site)
        work.trace |= trace.found(found.hits, best_of_each(found.hits)) | decision.trace
        work.trace |= {"memory": found.trace, "mode": "none"}
        work.mark("search")
        rivals = clarify.choices(question, found)
        reply = replies.asked_back(work, rivals) if rivals else None
    if reply is not None:
        for item in reply:
            yield item
        return
    async for part in answer_from(work, found, decision):
        yield part


def _begun(question: Question, engine: InferenceEngine | None) -> Work:
    redacted = redact(question.text)
    work = Work(question, detect(question.text, question.language), redacted, engine)
    work.trace |= {"site": question.site.slug, "redacted": redacted.counts, "query": trace.digest(redacted.text)}
    return work


async def _known_reply(work: Work) -> replies.Reply | None:
    """Return the reply to what is recognised without a search: an intent, or a question that a person has answered."""
    known = guard(work.question.text)
    work.trace |= {"guards": [known.name] if known else [], "model": None}
    work.mark("guards")
    if known:
        return replies.recognised(work, known)
    written = await in_database(curated)(work.redacted.text, work.question.site, work.prose)
    return replies.written(work, written) if written else None


async def answer_from(work: Work, found: Found, decision: Decision) -> Items:
    """Answer from what was found, as was decided; a replay comes in here.

    Compose where the model can and the engine will; quote legal topics, questions that may be meant to steer the model, and
    whatever else nothing passed the check for.
    """
    if not decision.is_enough:
        for item in replies.not_found(work, best_of_each(found.hits)):
            yield item
        return
    sources = tuple(map(source, cited(best_of_each(found.hits))))
    work.quoted = found.hits[0].language
    composition = Composition()
    if _may_compose(work, found):
        async for piece in _composed(work, found, sources, composition):
            yield piece
    if work.shown:
        yield work.answer("answered", "generated" if composition.composed else "extractive", sources)
        return
    work.trace["mode"] = "quote"
    quoted = await in_database(quote)(found.query, found.hits)
    yield work.release(quoted.text, "extractive", sources)
    yield work.answer("answered", "extractive", sources)


def _may_compose(work: Work, found: Found) -> bool:
    """Return whether the model may write this answer, and note in the trace why it may not."""
    site = work.question.site
    topic = legal_topic(work.redacted.text, found.hits, site.legal_topics)
    work.trace |= {"legal_topic": topic} if topic else {}
    return work.engine is not None and composes(work.engine, site) and not topic and not meddles(work.question.text)


async def _composed(work: Work, found: Found, sources: tuple[Source, ...], result: Composition) -> Items:
    if work.engine is None:
        return
    site, card = work.question.site, work.engine.card
    work.trace |= {"mode": "compose", "model": {"name": card.name, "sha256": card.sha256}}
    reading = await in_database(reading_around)(found.hits[0])
    asked = prompt(work.redacted.text, reading, language=work.prose, company=site.company, topic=found.topic)
    try:
        written = compose(work.engine, asked, reading, result, site=site.slug, is_urgent=work.question.is_urgent)
        async for sentence in short_enough(written, work.engine):
            if isinstance(sentence, Waiting):
                yield sentence
                continue
            work.mark("first_piece")
            yield work.release(sentence, "generated" if result.composed else "extractive", sources)
    except (EngineBusy, EngineFailed) as error:
        work.trace["engine_error"] = getattr(error, "code", "busy")
    if result.is_late:
        work.trace["engine_error"] = LATE
    work.trace |= {"prompt": PROMPT_VERSION, "checks": _checks(result), "engine_ms": result.engine_ms}
    work.trace["tokens"] = {"answer": result.tokens, "cached": result.cached_tokens}


def _checks(composition: Composition) -> list[dict[str, Any]]:
    """Return the check's outcome as the desk shows it; kinds of failure, never their words."""
    kinds = ", ".join(sorted(set(composition.failures)))
    passed = [{"name": "supported", "passed": True, "detail": str(composition.composed)}]
    return passed + ([{"name": "replaced", "passed": False, "detail": f"{composition.replaced}: {kinds}"}] if kinds else [])
