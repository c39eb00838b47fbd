"""Time to the first piece of an answer about a published article after a restart, its computed prefix on disk, and without."""

import shutil
import time
from contextlib import aclosing
from pathlib import Path

from bench.common import arguments, config, measure, spread, started
from chatbot.inference.messages import Piece, Prompt
from chatbot.inference.supervisor import Engine

WORDS = (
    "You send the lamp back in its first box within thirty days of its delivery. Quote the number on the invoice. We pay within "
    "five working days, to the card that paid. Sending back is free in France; elsewhere it costs 4.90 EUR. "
)
ARTICLE = Prompt(
    "You are the assistant of a lamp shop. Answer from the article.", f"Article: Returns\n{WORDS * 7}\n\n", "", "returns"
)
QUESTION = Prompt(ARTICLE.system, ARTICLE.public, "How many days do I have?", ARTICLE.label)


async def main(folder: Path) -> None:
    """Measure so many rounds; print the seconds and their ratio."""
    options = arguments(str(__doc__))
    settings = config(options.model, slots=4, prefixes=folder)
    saved, without = [], []
    for _round in range(options.rounds):
        shutil.rmtree(folder, ignore_errors=True)
        async with started(settings) as engine:
            without.append(await _first_piece(engine))
        async with started(settings) as engine:
            saved.append(await _first_piece(engine))
    ratios = [one / other for one, other in zip(saved, without, strict=True)]
    print(f"saved {spread(saved, ' s')}, without {spread(without, ' s')}, ratio {spread(ratios)} (bar ≤ 0.30; 1.5B model ≤ 0.15)")


async def _first_piece(engine: Engine) -> float:
    began = time.perf_counter()
    async with aclosing(engine.generate(QUESTION, max_tokens=8)) as stream:
        async for message in stream:
            if isinstance(message, Piece):
                return time.perf_counter() - began
    raise SystemExit("no piece came")


if __name__ == "__main__":
    measure(main)
