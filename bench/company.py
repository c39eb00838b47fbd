"""Is an answer at temperature 0 the same alone and in a batch of 16? Where it is not: from which character on."""

import asyncio
from pathlib import Path

from bench.common import arguments, config, measure, started
from chatbot.inference import workload
from chatbot.inference.messages import Done, Prompt
from chatbot.inference.supervisor import Engine

STREAMS, TOKENS = 16, 64


async def main(folder: Path) -> None:
    """Ask 16 questions alone, then together; print how far the answers agree."""
    options = arguments(str(__doc__), workload={"type": Path, "required": True})
    items = workload.read(options.workload)[:STREAMS]
    prompts = [Prompt(item.prefix, "", item.question) for item in items]
    async with started(config(options.model, slots=STREAMS)) as engine:
        alone = [await _answer(engine, prompt) for prompt in prompts]
        again = [await _answer(engine, prompt) for prompt in prompts]
        together = await asyncio.gather(*(_answer(engine, prompt) for prompt in prompts))
    print(f"alone twice: {_same(alone, again)} of {STREAMS} the same")
    print(f"alone and in a batch of {STREAMS}: {_same(alone, together)} of {STREAMS} the same to the last character")
    for one, other in zip(alone, together, strict=True):
        if one != other:
            common = next(index for index, pair in enumerate(zip(one + "\0", other + "\1", strict=False)) if pair[0] != pair[1])
            print(f"  from character {common} on: {one[common : common + 40]!r} / {other[common : common + 40]!r}")


def _same(left: list[str], right: list[str]) -> int:
    return sum(one == other for one, other in zip(left, right, strict=True))


async def _answer(engine: Engine, prompt: Prompt) -> str:
    async for message in engine.generate(prompt, max_tokens=TOKENS):
        if isinstance(message, Done):
            return message.text
    return ""


if __name__ == "__main__":
    measure(main)
