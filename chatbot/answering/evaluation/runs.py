"""Asking every question of the file on the path that customers take, in one mode and with one model."""

import time
from collections.abc import AsyncIterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Literal

from chatbot.answering.contract import Answer, Question
from chatbot.answering.evaluation.questions import Case
from chatbot.answering.evaluation.support import is_quoted, sources_of, unsupported
from chatbot.answering.folding import fold
from chatbot.answering.whole import whole_answer
from chatbot.bridge import in_database
from chatbot.inference.embeddings import Embedder
from chatbot.inference.interface import InferenceEngine
from chatbot.inference.register import ModelCard
from chatbot.knowledge.search import search_articles
from chatbot.sites.models import Site

Mode = Literal["quote", "compose"]
DEEPEST = 10  # articles of the search that are looked at


@dataclass(frozen=True)
class Outcome:
    """What became of one question."""

    case: Case
    answer: Answer
    ranked: tuple[str, ...]  # external ids as search puts them, best first
    unsupported: tuple[str, ...]  # what the answer says and its sources do not
    is_quoted: bool
    seconds: float

    @property
    def is_answered(self) -> bool:
        """Whether it was answered as known."""
        return self.answer.status == "answered"

    @property
    def is_right(self) -> bool:
        """Whether it was answered, with a right article among the cited."""
        return self.is_answered and any(source.id in self.case.expected for source in self.answer.sources)

    @property
    def holds_its_words(self) -> bool:
        """Whether the answer holds what the file says it must."""
        return all(fold(words) in fold(self.answer.text) for words in self.case.answer_contains)

    @property
    def met_guard(self) -> bool:
        """Whether the intent that the file names was recognised."""
        return self.case.guard in {self.answer.status, *self.answer.trace.get("guards", [])}

    @property
    def probability(self) -> float | None:
        """How likely the path held it that the articles answer; None where it did not come to search."""
        return self.answer.trace.get("probability")

    @property
    def first_seconds(self) -> float:
        """How long the customer waited for the first words."""
        first_ms: float = self.answer.trace["timings_ms"].get("first_piece", self.seconds * 1000)
        return first_ms / 1000

    def is_found(self, depth: int) -> bool:
        """Whether search has a right article among its first so many."""
        return any(one in self.case.expected for one in self.ranked[:depth])


@dataclass
class Run:
    """All outcomes of one mode and model."""

    mode: Mode
    card: ModelCard | None
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What the report calls it."""
        return f"{self.mode}, {self.card.name}" if self.card else f"{self.mode}, no model"


async def ask_all(run: Run, cases: Sequence[Case], site: Site, engine: InferenceEngine | None) -> AsyncIterator[int]:
    """Ask the questions one after the other; yields how many are done. Modes are forced on a copy of the site."""
    forced = copy(site)
    chosen = {engine.card.sha256: {"mode": run.mode}} if engine else {}
    forced.calibration = site.calibration | {"modes": chosen}
    await in_database(_warm)()
    for number, case in enumerate(cases, 1):
        began = time.perf_counter()
        answer = await whole_answer(Question(case.question, case.language, forced, is_urgent=False), engine=engine)
        run.outcomes.append(await in_database(_outcome)(case, answer, site, time.perf_counter() - began))
        yield number


def _warm() -> None:
    """The embedder's loading is nobody's waiting: a running site has done it."""
    Embedder.shared().query("?")


def _outcome(case: Case, answer: Answer, site: Site, seconds: float) -> Outcome:
    query = case.question if case.is_answerable else ""
    hits = search_articles(query, site=site, language=answer.language, limit=DEEPEST) or search_articles(query, site=site)
    sources = sources_of(site, [source.id for source in answer.sources])
    return Outcome(
        case=case,
        answer=answer,
        ranked=tuple(hit.external_id for hit in hits),
        unsupported=tuple(unsupported(answer.text, sources)) if answer.origin == "generated" else (),
        is_quoted=answer.origin == "extractive" and is_quoted(answer.text, sources),
        seconds=seconds,
    )
