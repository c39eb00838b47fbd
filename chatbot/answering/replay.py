"""The same answer again: from the versions, the decision and the model that a trace names, not from today's."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from copy import copy
from dataclasses import replace
from typing import Any

from chatbot.answering import replies, trace
from chatbot.answering.answer import answer_from
from chatbot.answering.compose import PROMPT_VERSION
from chatbot.answering.contract import Answer, Question, Released, Waiting
from chatbot.answering.decide import Decision
from chatbot.answering.guards import guard
from chatbot.answering.lookup import found_before
from chatbot.answering.work import Work
from chatbot.bridge import in_database
from chatbot.errors import GuichetError
from chatbot.inference.interface import InferenceEngine
from chatbot.knowledge.models import ArticleVersion, Passage
from chatbot.knowledge.passages import cut
from chatbot.knowledge.search import Hit
from chatbot.sites.models import Site
from chatbot.sites.switch import refuse_if_off
from compliance.redaction import redact

Versions = dict[int, ArticleVersion]


class CannotReplay(GuichetError):
    """Something that the answer was made of is not here any more; the message says what."""

    code = "cannot_replay"


def model_of(kept: dict[str, Any]) -> str:
    """Return the hash of the model that the answer needs; empty when none was asked, or none gave anything."""
    return "" if kept.get("engine_error") else (kept.get("model") or {}).get("sha256", "")


async def replay(kept: dict[str, Any], question: Question, *, engine: InferenceEngine | None) -> Answer:
    """Return the answer that the trace leads to; raises CannotReplay when it cannot be given again.

    `engine` runs the model of `model_of(kept)`, or is None where that is empty.
    """
    _check(kept, question)
    await in_database(refuse_if_off)(question.site)
    redacted = redact(question.text)
    question = replace(question, site=_as_it_was(question.site, kept), is_urgent=False)
    work = Work(question, kept["language"], redacted, engine)
    if kept["guards"]:
        known = guard(question.text)
        if known is None:
            raise CannotReplay(f"The guard “{kept['guards'][0]}” does not recognise this question any more.")
        return _last(replies.recognised(work, known))
    hits = await in_database(_hits)(kept, question.site.pk)
    resolved = kept.get("memory", {}).get("resolved", False)
    found = found_before(redacted.text, question.earlier, hits, resolved=resolved)
    return await _whole(answer_from(work, found, Decision.of_trace(kept)))


def differences(kept: dict[str, Any], again: Answer) -> list[str]:
    """Return in words what is not the same; an empty list when all is."""
    before, now = kept["answer"], again.trace["answer"]
    pairs = [
        ("status", kept["status"], again.status),
        ("origin", kept["origin"], again.origin),
        ("sources", ", ".join(before["sources"]), ", ".join(now["sources"])),
        ("text", before["digest"], now["digest"]),
    ]
    return [f"{name}: {was} → {is_now}" for name, was, is_now in pairs if was != is_now]


def _check(kept: dict[str, Any], question: Question) -> None:
    if not {"site", "query", "guards", "language", "status", "origin", "answer"} <= kept.keys():
        raise CannotReplay("This trace does not hold what a replay needs: the answer was stopped, failed, or is older.")
    if trace.digest(redact(question.text).text) != kept["query"]:
        raise CannotReplay("This is not the question that was answered: its words have changed.")
    if kept.get("mode") == "written":
        raise CannotReplay("A person wrote this answer: no model and no article were asked.")
    if kept["status"] == "clarify":
        raise CannotReplay("This was a question back to the customer: there is nothing to answer again.")
    if kept.get("memory", {}).get("resolved") and not question.earlier:
        raise CannotReplay("This question leaned on an earlier one, which is not here: replay it by its turn.")
    if kept.get("prompt", PROMPT_VERSION) != PROMPT_VERSION:
        raise CannotReplay(f"The prompt “{kept['prompt']}” is not part of this release.")


def _as_it_was(site: Site, kept: dict[str, Any]) -> Site:
    """Return a copy of the site, calibrated so that the model of the trace does what it did."""
    was = copy(site)
    sha256 = (kept.get("model") or {}).get("sha256")
    was.calibration = {"modes": {sha256: {"mode": "compose"}}} if sha256 else {}
    return was


def _hits(kept: dict[str, Any], site_id: int) -> list[Hit]:
    numbers = {one["version"] for one in kept["candidates"]}
    versions: Versions = ArticleVersion.objects.filter(article__site=site_id).select_related("article").in_bulk(numbers)
    passages = {(one.version_id, trace.digest(one.text)): one for one in Passage.objects.filter(version__in=versions)}
    return [_hit(one, versions, passages) for one in kept["candidates"]]


def _hit(one: dict[str, Any], versions: Versions, passages: dict[tuple[int, str], Passage]) -> Hit:
    version = versions.get(one["version"])
    if version is None:
        raise CannotReplay(f"Version {one['version']} of article “{one['id']}” is not stored any more.")
    passage = passages.get((version.pk, one["passage"])) or _cut_again(version, one)
    return Hit(
        passage_id=passage.pk or 0,
        article_id=version.article_id,
        external_id=version.article.external_id,
        version_id=version.pk,
        title=version.title,
        url=version.article.url,
        heading=passage.heading,
        text=passage.text,
        score=one["score"],
        lexical=one["lexical"],
        semantic=one["semantic"],
        language=version.article.language,
    )


def _cut_again(version: ArticleVersion, one: dict[str, Any]) -> Passage:
    """Return the passage as the version's own text gives it, when its row has gone."""
    for stretch in cut(version.body):
        text = version.body[stretch.start : stretch.end]
        if trace.digest(text) == one["passage"]:
            return Passage(version=version, heading=stretch.heading, text=text)
    raise CannotReplay(f"A passage of version {one['version']} of article “{one['id']}” is cut differently now.")


async def _whole(items: AsyncGenerator[Released | Waiting | Answer, None]) -> Answer:
    async with aclosing(items):
        return _last([item async for item in items])


def _last(items: list[Any]) -> Answer:
    whole: Answer = items[-1]
    return whole
