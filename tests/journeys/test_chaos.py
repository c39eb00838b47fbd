"""Twenty messages, the engine killed three times, the socket cut five times: each stored once, answered once, in order."""

import array
import asyncio
import fcntl
import json
import os
import re
import signal
import termios
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener
from uuid import uuid4

import pytest

from tests.journeys.conftest import model_of_tests
from tests.ops.conftest import Serve, family, var  # noqa: F401  (a fixture)

websockets = pytest.importorskip("websockets")
pytestmark = pytest.mark.model
QUESTIONS = [
    ("Combien de temps prend la livraison en Belgique ?", "livraison-pays"),
    ("Comment suivre ma commande ?", "suivi-commande"),
    ("Puis-je payer en plusieurs fois ?", "paiement"),
    ("Une carte cadeau est-elle valable combien de temps ?", "cartes-cadeaux"),
]
MESSAGES, CUTS = 20, {2, 6, 10, 14, 18}
KILLS_AFTER_A_PIECE, KILLS_UNDER_A_REQUEST = {3}, {9, 15}


class Customer:
    """A browser tab that loses its line now and then, and never its texts."""

    def __init__(self, address, key, cookie):
        self.url = f"{address.replace('http', 'ws')}/ws/chat/{key}/?lang=fr"
        self.headers = {"Origin": address, "Cookie": f"guichet_customer={cookie}"}
        self.unsent, self.messages, self.notices, self.last_seq = {}, {}, [], 0
        self.pieces = 0

    async def connect(self):
        self.socket = await websockets.connect(self.url, additional_headers=self.headers)
        assert json.loads(await self.socket.recv())["type"] == "disclosure"
        await self._send({"type": "hello", "last_seq": self.last_seq, "language": "fr"})
        for client_id, text in self.unsent.items():
            await self._send({"type": "message", "client_id": client_id, "text": text})

    async def say(self, text):
        client_id = str(uuid4())
        self.unsent[client_id] = text
        await self._send({"type": "message", "client_id": client_id, "text": text})

    async def cut(self):
        self.socket.transport.abort()
        await self.connect()

    async def follow(self, done, patience=120):
        """Receive until `done()`; a frame is waited for at most so many seconds."""
        while not done():
            frame = json.loads(await asyncio.wait_for(self.socket.recv(), patience))
            if frame["type"] == "message":
                self._take(frame)
            elif frame["type"] == "working":
                self.notices.append(frame["phase"])
            elif frame["type"] == "piece":
                self.pieces += 1
            elif frame["type"] == "error":
                raise AssertionError(frame)

    def _take(self, frame):
        assert frame["seq"] not in self.messages, "a message came twice on one line"
        assert frame["seq"] == self.last_seq + 1, "a message came out of order"
        self.messages[frame["seq"]] = frame
        self.last_seq = frame["seq"]
        self.unsent.pop(frame["client_id"], None)

    async def _send(self, frame):
        await self.socket.send(json.dumps(frame))

    def by(self, author):
        return [frame for _seq, frame in sorted(self.messages.items()) if frame["author_type"] == author]


def engine_of(session):
    """Return the process id of the session's engine."""
    return next(pid for pid in family(session) if "chatbot.inference.process" in Path(f"/proc/{pid}/cmdline").read_text())


def waiting_bytes(pid):
    """Return how much stands unread on the process's standard input."""
    count = array.array("i", [0])
    with open(f"/proc/{pid}/fd/0", "rb") as pipe:
        fcntl.ioctl(pipe, termios.FIONREAD, count)
    return count[0]


async def kill_under_a_request(session, ask):
    """Hold the engine still, ask, and kill it once the question has reached it."""
    pid = engine_of(session)
    os.kill(pid, signal.SIGSTOP)
    await ask
    async with asyncio.timeout(60):
        while not waiting_bytes(pid):
            await asyncio.sleep(0.01)
    os.kill(pid, signal.SIGKILL)


async def test_nothing_is_lost_doubled_or_disordered(var):  # noqa: F811
    # The small model composes here, so that every answer needs the engine; the check replaces what it invents.
    served = Serve(var, "--demo", GUICHET_MODEL_PATH=model_of_tests(), GUICHET_ANSWERS="compose")
    try:
        await asyncio.to_thread(served.until, "Ctrl-C stops it", 240)
        jar = CookieJar()
        _status, home = await asyncio.to_thread(served.get, "/")
        key = re.search(r'data-site="(\w+)"', home)[1]
        await asyncio.to_thread(build_opener(HTTPCookieProcessor(jar)).open, f"{served.address}/chat/{key}/")
        customer = Customer(served.address, key, next(one.value for one in jar if one.name == "guichet_customer"))
        await customer.connect()
        for number in range(MESSAGES):
            asking = customer.say(QUESTIONS[number % len(QUESTIONS)][0])
            if number in KILLS_UNDER_A_REQUEST:
                await customer.follow(lambda so_far=number: len(customer.by("ai")) == so_far)
                told = customer.notices.count("restarting")
                await kill_under_a_request(served.process.pid, asking)
                await customer.follow(lambda told=told: customer.notices.count("restarting") > told)
                continue
            await asking
            if number in KILLS_AFTER_A_PIECE:
                await customer.follow(lambda seen=customer.pieces: customer.pieces > seen)
                os.kill(engine_of(served.process.pid), signal.SIGKILL)
            if number in CUTS:
                await customer.cut()
        await customer.follow(lambda: len(customer.by("ai")) == MESSAGES)
    finally:
        served.kill()
    said, answered = customer.by("you"), customer.by("ai")
    assert not customer.unsent and len(said) == len({frame["client_id"] for frame in said}) == MESSAGES
    assert [frame["text"] for frame in said] == [QUESTIONS[number % len(QUESTIONS)][0] for number in range(MESSAGES)]
    assert sorted(customer.messages) == list(range(1, 2 * MESSAGES + 1))
    sources = [frame["sources"][0]["id"].removesuffix("-fr") if frame["sources"] else "" for frame in answered]
    assert all(sources[number] == sources[number % len(QUESTIONS)] for number in range(MESSAGES))
    assert len(set(sources[: len(QUESTIONS)])) == len(QUESTIONS)
