"""Tokens a second with one busy process per core, against a quiet machine; 1 and 8 streams."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.common import arguments, config, measure, spread, started
from chatbot.inference.messages import Done, Prompt
from chatbot.inference.supervisor import Engine

TOKENS = 96


async def main(folder: Path) -> None:
    """Measure so many rounds; print tokens a second and their ratio."""
    options = arguments(str(__doc__))
    async with started(config(options.model, slots=8)) as engine:
        await _speed(engine, 1)
        for streams in (1, 8):
            quiet, busy = [], []
            for _round in range(options.rounds):
                quiet.append(await _speed(engine, streams))
                with _neighbours():
                    busy.append(await _speed(engine, streams))
            ratios = [one / other for one, other in zip(busy, quiet, strict=True)]
            print(f"{streams} streams: quiet {spread(quiet)}, busy {spread(busy)} tok/s, ratio {spread(ratios)} (bar ≥ 0.40)")


@contextmanager
def _neighbours() -> Iterator[None]:
    """Keep every core busy with a process of its own, of ordinary priority."""
    processes = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _core in range(os.cpu_count() or 1)]
    time.sleep(0.5)
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


async def _speed(engine: Engine, streams: int) -> float:
    began = time.perf_counter()
    tokens = await asyncio.gather(*(_tokens(engine, number) for number in range(streams)))
    return sum(tokens) / (time.perf_counter() - began)


async def _tokens(engine: Engine, number: int) -> int:
    prompt = Prompt("", "", f"Write a very long story about lamp number {number}.")
    async for message in engine.generate(prompt, max_tokens=TOKENS):
        if isinstance(message, Done):
            return message.tokens
    return 0


if __name__ == "__main__":
    measure(main)
