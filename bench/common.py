"""What the measurements share: the model they run, engines that start cold, medians with their spread."""

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from chatbot.inference.register import REGISTER
from chatbot.inference.supervisor import Engine, EngineConfig
from chatbot.inference.verification import verified_hash

THREADS = 2


def arguments(description: str, **more: dict[str, Any]) -> argparse.Namespace:
    """Return the command line: --model FILE, --rounds N and what a measurement needs besides."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--model", type=Path, required=True, help="a GGUF file of the register")
    parser.add_argument("--rounds", type=int, default=5, help="measurements; the median counts (%(default)s)")
    for name, settings in more.items():
        parser.add_argument(f"--{name.replace('_', '-')}", **settings)
    return parser.parse_args()


def config(model: Path, *, slots: int, context: int = 2048, prefixes: Path | None = None) -> EngineConfig:
    """Return an engine's configuration for so many answers at a time."""
    card = REGISTER.by_hash(verified_hash(model))
    if card is None:
        raise SystemExit(f"{model} has no entry in the model register.")
    return EngineConfig(card, model, context, THREADS, slots, queue_limit=1000, prefix_folder=prefixes)


@asynccontextmanager
async def started(settings: EngineConfig, **changes: Any) -> AsyncIterator[Engine]:
    """Lend a running engine."""
    engine = Engine(replace(settings, **changes))
    await engine.start()
    try:
        yield engine
    finally:
        await engine.stop()


def measure(work: Callable[[Path], Coroutine[Any, Any, None]]) -> None:
    """Run a measurement with a folder for prefixes that is removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(work(Path(folder)))


def spread(values: Sequence[float], unit: str = "") -> str:
    """Return the median and, in brackets, the smallest and the largest value."""
    return f"{statistics.median(values):.3g}{unit} [{min(values):.3g}–{max(values):.3g}]"


def ratio(name: str, ours: Sequence[float], theirs: Sequence[float], bar: str) -> None:
    """Print the ratio of each round as a row of a table."""
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    print(f"| {name} | {spread(ours)} | {spread(theirs)} | **{spread(ratios)}** | {bar} |", flush=True)
