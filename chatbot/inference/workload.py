"""A workload of questions about articles, run through an engine as customers would, some at a time, and measured."""

import asyncio
import json
import math
import statistics
import time
from collections.abc import Iterable, Sequence
from contextlib import aclosing
from dataclasses import asdict, dataclass
from pathlib import Path

from chatbot.inference.interface import InferenceEngine
from chatbot.inference.messages import Done, Piece, Prompt


@dataclass(frozen=True)
class Item:
    """A question of one pass; `prefix` is public and begins the prompt."""

    run: int
    prefix: str
    question: str
    max_tokens: int


@dataclass(frozen=True)
class Outcome:
    """One answer: seconds to its first piece, and what the engine said at its end."""

    first_piece_s: float
    done: Done


@dataclass(frozen=True)
class Figures:
    """One pass in numbers."""

    run: int
    wall_s: float
    tokens: int
    tok_per_s: float
    ttft_p50_s: float
    ttft_p95_s: float
    prefix_hits: int

    @property
    def row(self) -> dict[str, float]:
        """The figures under their public names."""
        figures = asdict(self)
        return {"pass": figures.pop("run"), **figures}


def read(path: Path) -> list[Item]:
    """Return a file's questions; raises ValueError that names the line, OSError."""
    items = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            items.append(Item(int(row["pass"]), str(row["prefix"]), str(row["question"]), int(row["max_tokens"])))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}, line {number}: needs pass, prefix, question and max_tokens ({error!r}).") from error
    if not items:
        raise ValueError(f"{path} holds no questions.")
    return items


def passes(items: Iterable[Item]) -> dict[int, list[Item]]:
    """Return the questions of each pass, in order."""
    found: dict[int, list[Item]] = {}
    for item in items:
        found.setdefault(item.run, []).append(item)
    return dict(sorted(found.items()))


async def publish(engine: InferenceEngine, items: Iterable[Item]) -> float:
    """Have every prefix computed and kept, as when its article is published; return the seconds that took."""
    began = time.perf_counter()
    for prefix in dict.fromkeys(item.prefix for item in items):
        await engine.prepare(_prompt(prefix, ""))
    return time.perf_counter() - began


async def run(engine: InferenceEngine, items: Sequence[Item], concurrency: int) -> tuple[Figures, list[Outcome]]:
    """Ask all questions of one pass, so many at a time; return its figures and each answer, in the questions' order."""
    places = asyncio.Semaphore(concurrency)

    async def ask(item: Item) -> Outcome:
        async with places:
            return await _ask(engine, item)

    began = time.perf_counter()
    outcomes = await asyncio.gather(*map(ask, items))
    wall = time.perf_counter() - began
    waits = [outcome.first_piece_s for outcome in outcomes]
    tokens = sum(outcome.done.tokens for outcome in outcomes)
    figures = Figures(
        run=items[0].run,
        wall_s=round(wall, 3),
        tokens=tokens,
        tok_per_s=round(tokens / wall, 2),
        ttft_p50_s=round(statistics.median(waits), 4),
        ttft_p95_s=round(percentile(waits, 95), 4),
        prefix_hits=sum(outcome.done.is_prefix_hit for outcome in outcomes),
    )
    return figures, outcomes


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that at least so many per cent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


async def _ask(engine: InferenceEngine, item: Item) -> Outcome:
    began = time.perf_counter()
    first = 0.0
    async with aclosing(engine.generate(_prompt(item.prefix, item.question), max_tokens=item.max_tokens)) as stream:
        async for message in stream:
            if isinstance(message, Piece):
                first = first or time.perf_counter() - began
            if isinstance(message, Done):
                return Outcome(first or time.perf_counter() - began, message)
    raise RuntimeError("The engine ended an answer without a word.")


def _prompt(prefix: str, question: str) -> Prompt:
    return Prompt(system=prefix, public="", private=question, label="workload")
