"""Time from a customer's stored message to the first words of the answer, over the socket of a running `manage.py serve --demo`.

One question at a time, each in a conversation of its own, when the engine has nothing left to prepare of the published articles.
"""

import argparse
import asyncio
import json
import re
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from websockets.asyncio.client import connect

QUESTIONS = Path(__file__).parents[1] / "chatbot/demo/questions.jsonl"
PAUSE = 1.0  # seconds between two questions
LONGEST = 60.0  # seconds for one answer


def main() -> None:
    """Ask every answerable question of the demo so many times; print the seconds to the first words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000", help="where it is served")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print each answer")
    options = parser.parse_args()
    asyncio.run(measure(options.address, options.rounds, show=options.show))


async def measure(address: str, rounds: int, *, show: bool) -> None:
    """Print p50, p95 and longest of each round, and how the answers came about."""
    await prepared(address)
    key = re.search(r'data-site="([0-9a-f]+)"', get(address + "/")[0])
    if key is None:
        raise SystemExit(f"{address} is not a demo.")
    for number in range(1, rounds + 1):
        seconds, origins = [], Counter[str]()
        for question in questions():
            first, answer = await asyncio.wait_for(ask(address, key[1], question), LONGEST)
            seconds.append(first)
            origins[answer["origin"]] += 1
            if show:
                print(f"{first:.2f} s | {question} | {answer['origin']} | {answer['text']}", flush=True)
            await asyncio.sleep(PAUSE)
        seconds.sort()
        p50, p95 = (seconds[round(share * (len(seconds) - 1))] for share in (0.5, 0.95))
        print(f"round {number}: p50 {p50:.2f} s, p95 {p95:.2f} s, longest {seconds[-1]:.2f} s; {dict(origins)}", flush=True)


def questions() -> Iterator[str]:
    """Yield the demo's questions that its articles answer."""
    for row in map(json.loads, QUESTIONS.read_text().splitlines()):
        if row.get("expected"):
            yield row["question"]


async def prepared(address: str) -> None:
    """Wait until the engine has nothing to do."""
    while "guichet_engine_requests 0\n" not in await asyncio.to_thread(lambda: get(address + "/metrics")[0]):
        await asyncio.sleep(2)


def get(url: str) -> tuple[str, str]:
    """Return a page and its cookies."""
    with urllib.request.urlopen(url) as page:  # noqa: S310 the operator's own address
        cookies = "; ".join(one.split(";")[0] for one in page.headers.get_all("Set-Cookie") or [])
        return page.read().decode(), cookies


async def ask(address: str, key: str, question: str) -> tuple[float, dict[str, Any]]:
    """Return the seconds from the stored message to the first words, and the answer."""
    _page, cookies = await asyncio.to_thread(get, f"{address}/chat/{key}/")
    socket_address = f"ws{address.removeprefix('http')}/ws/chat/{key}/"
    async with connect(socket_address, origin=address, additional_headers={"Cookie": cookies}) as socket:  # type: ignore[arg-type]
        await socket.send(json.dumps({"type": "hello", "last_seq": 0}))
        await socket.send(json.dumps({"type": "message", "client_id": str(uuid4()), "text": question}))
        stored = first = 0.0
        async for raw in socket:
            frame, now = json.loads(raw), time.perf_counter()
            if frame["type"] == "error":
                raise SystemExit(f"{question}: {frame['detail']}")
            if frame["type"] == "message" and frame["author_type"] == "you":
                stored = now
            if stored and frame["type"] == "piece":
                first = first or now - stored
            if stored and frame["type"] == "message" and frame["author_type"] == "ai":
                return first or now - stored, frame
    raise SystemExit(f"{question}: the socket was closed.")


if __name__ == "__main__":
    main()
