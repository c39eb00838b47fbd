"""Tokens a second at 16 streams that share nothing: our engine, with all its messages, and llama.cpp's batched bench in turn."""

import asyncio
import json
import subprocess
import time
from pathlib import Path

from bench.common import THREADS, arguments, config, measure, spread, started
from chatbot.inference.messages import Done, Piece, Prompt
from chatbot.inference.supervisor import Engine

STREAMS, TOKENS, PROMPT = 16, 128, 16
CONTEXT = 512
THINGS = (
    "lamp river train garden winter harbour violin bridge market forest letter island clock bakery mountain lighthouse".split()
)


async def main(folder: Path) -> None:
    """Measure so many rounds; print tokens a second and their ratio."""
    options = arguments(str(__doc__), batched_bench={"type": Path, "required": True})
    ours, theirs = [], []
    for number in range(1, options.rounds + 1):
        async with started(config(options.model, slots=STREAMS, context=CONTEXT)) as engine:
            ours.append(await _ours(engine))
        theirs.append(_theirs(options.batched_bench, options.model))
        print(f"round {number}: ours {ours[-1]:.1f} tok/s, batched bench {theirs[-1]:.1f} tok/s", flush=True)
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    print(f"ours {spread(ours)}, batched bench {spread(theirs)}, ratio {spread(ratios)} (bar ≥ 0.95)")


async def _ours(engine: Engine) -> float:
    """Return the speed while all streams write: from the moment the last of them has begun to the first end.

    A piece is a token here: English words have no characters of several tokens.
    """
    counts = [0] * STREAMS
    everyone_began, first_end = asyncio.Event(), asyncio.Event()

    async def stream(number: int) -> None:
        prompt = Prompt("", "", f"Write a very long story about a {THINGS[number]}.")
        async for message in engine.generate(prompt, max_tokens=TOKENS):
            if isinstance(message, Piece):
                counts[number] += 1
                if all(counts):
                    everyone_began.set()
            if isinstance(message, Done):
                first_end.set()

    streams = [asyncio.create_task(stream(number)) for number in range(STREAMS)]
    await everyone_began.wait()
    began, before = time.perf_counter(), sum(counts)
    await first_end.wait()
    speed = (sum(counts) - before) / (time.perf_counter() - began)
    await asyncio.gather(*streams)
    if min(counts) < TOKENS // 2:
        raise SystemExit(f"a stream ended after {min(counts)} tokens: too early to measure")
    return speed


def _theirs(program: Path, model: Path) -> float:
    command = [program, "-m", model, "-c", CONTEXT * STREAMS, "-npp", PROMPT, "-ntg", TOKENS, "-npl", STREAMS, "-t", THREADS]
    done = subprocess.run([*map(str, command), "--output-format", "jsonl"], capture_output=True, text=True, check=True)
    (row,) = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return float(row["speed_tg"])


if __name__ == "__main__":
    measure(main)
