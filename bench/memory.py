"""A thousand conversations one after the other: what the engine's process occupies, and that it stays inside its budget."""

from pathlib import Path

from bench.common import arguments, config, measure, started
from chatbot.inference.messages import Done, Prompt

CONVERSATIONS, TURNS, ARTICLES, SETTLED = 1000, 2, 60, 200
TOKENS = 3  # of an answer: its sequence is taken and freed as that of a long one is


async def main(folder: Path) -> None:
    """Run the conversations; print the memory on the way and how far it strayed."""
    options = arguments(str(__doc__))
    megabytes = []
    async with started(config(options.model, slots=4, prefixes=folder), prefix_memory_mb=64, prefix_disk_mb=128) as engine:
        for number in range(CONVERSATIONS):
            article = f"Article {number % ARTICLES}: the lamp of this number is sold in a box of cardboard. " * 4
            for turn in range(TURNS):
                prompt = Prompt("You help.", article, f"Question {turn} of customer {number}?", f"article-{number % ARTICLES}")
                async for message in engine.generate(prompt, max_tokens=TOKENS):
                    if isinstance(message, Done):
                        megabytes.append(engine.memory_bytes / 1e6)
            if number % 100 == 99:
                print(
                    f"after {number + 1} conversations: {megabytes[-1]:.0f} MB, {engine.numbers.prefix_hits} prefix hits",
                    flush=True,
                )
    flat = megabytes[SETTLED * TURNS :]
    middle = sorted(flat)[len(flat) // 2]
    off = max(max(flat) / middle - 1, 1 - min(flat) / middle)
    on_disk = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
    print(f"after the first {SETTLED}: {min(flat):.0f} to {max(flat):.0f} MB, ± {off:.1%} (bar 5 %); on disk {on_disk:.0f} MB")


if __name__ == "__main__":
    measure(main)
