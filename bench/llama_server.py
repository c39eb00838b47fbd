"""llama.cpp's own server, started and asked as our engine is."""

import json
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from bench.common import THREADS
from chatbot.inference.workload import Item, percentile


@dataclass(frozen=True)
class PeerFigures:
    """One pass: seconds in all, tokens, seconds to the first piece that 95 % of the answers did not exceed."""

    wall_s: float
    tokens: int
    ttft_p50_s: float
    ttft_p95_s: float


@contextmanager
def server(program: Path, model: Path, *, slots: int = 8, context: int = 16384) -> Iterator[int]:
    """Run a server that nothing has been asked yet; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [program, "-m", model, "-np", slots, "-c", context, "-t", THREADS, "--host", "127.0.0.1", "--port", port]
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_ready(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_until_ready(port: int) -> None:
    for _attempt in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("llama-server did not become ready.")


def run(port: int, items: Sequence[Item], concurrency: int) -> PeerFigures:
    """Ask all questions of one pass, so many at a time."""
    began = time.perf_counter()
    with ThreadPoolExecutor(concurrency) as pool:
        outcomes = list(pool.map(lambda item: _ask(port, item), items))
    waits = [wait for wait, _tokens in outcomes]
    return PeerFigures(
        time.perf_counter() - began, sum(tokens for _wait, tokens in outcomes), percentile(waits, 50), percentile(waits, 95)
    )


def _ask(port: int, item: Item) -> tuple[float, int]:
    """Return the seconds to the first piece, and the number of tokens."""
    body = {
        "messages": [{"role": "system", "content": item.prefix}, {"role": "user", "content": item.question}],
        "max_tokens": item.max_tokens,
        "temperature": 0,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    began = time.perf_counter()
    first, tokens = 0.0, 0
    connection = HTTPConnection("127.0.0.1", port, timeout=300)
    connection.request("POST", "/v1/chat/completions", json.dumps(body), {"Content-Type": "application/json"})
    for line in connection.getresponse():
        if not line.startswith(b"data: {"):
            continue
        event = json.loads(line[6:])
        if not first and any(choice["delta"].get("content") for choice in event["choices"]):
            first = time.perf_counter() - began
        tokens = (event.get("usage") or {}).get("completion_tokens", tokens)
    connection.close()
    return first or time.perf_counter() - began, tokens
