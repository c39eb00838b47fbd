"""A small real model where there is one, and engines that run it."""

import os
from pathlib import Path

import pytest

from chatbot import conf
from chatbot.inference.messages import Prompt, Submit
from chatbot.inference.prefixes import PrefixCache
from chatbot.inference.register import SMOLLM2
from chatbot.inference.remote import RemoteConfig, RemoteEngine
from chatbot.inference.scheduler import Scheduler
from chatbot.inference.server import Access
from chatbot.inference.supervisor import Engine, EngineConfig
from chatbot.inference.template import TEMPLATES
from tests.inference.fake_model import FakeModel
from tests.inference.inference_server import InferenceServer

ARTICLE = (
    "Refunds. We send the money back within fourteen days, to the card that was used. Return shipping is free in France. "
    "Parcels that were opened can be sent back too, as long as the lamp has not been switched on. "
)


@pytest.fixture(scope="session")
def model_path():
    """The SmolLM2 file, from GUICHET_TEST_MODEL or where `make run` puts it."""
    path = Path(os.environ.get("GUICHET_TEST_MODEL") or conf.load().paths.models / SMOLLM2.file)
    if not path.is_file():
        pytest.skip(f"needs {SMOLLM2.name}: set GUICHET_TEST_MODEL, or install it at {path}")
    return path


@pytest.fixture
def engine_config(model_path):
    return EngineConfig(SMOLLM2, model_path, context_tokens=2048, threads=2, max_answers=4, memory_limit_mb=2048, queue_limit=4)


@pytest.fixture
async def engine(engine_config):
    engine = Engine(engine_config)
    await engine.start()
    yield engine
    await engine.stop()


@pytest.fixture
def prompt():
    return Prompt("You answer questions about a lamp shop.", ARTICLE, "Question: How long does a refund take?")


class Desk:
    """A scheduler over the fake model, and what it has sent."""

    def __init__(self, *, prefix_bytes=100_000, shelf=None, **model):
        self.sent = []
        self.model = FakeModel(**model)
        self.prefixes = PrefixCache(prefix_bytes, shelf)
        self.scheduler = Scheduler(self.model, TEMPLATES["chatml"], prefixes=self.prefixes, send=self.sent.append)

    def submit(self, id, private="?", *, public="", system="", label="", **options):
        options = {"max_tokens": 12, **options}
        self.scheduler.receive(Submit(id, Prompt(system, public, private, label), **options))

    def run(self, steps=10_000):
        for _ in range(steps):
            if not self.scheduler.has_work:
                return
            self.scheduler.step()
        assert not self.scheduler.has_work, "it never ends"

    def of(self, id, kind):
        return [message for message in self.sent if message.id == id and isinstance(message, kind)]


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def make_desk():
    return Desk


@pytest.fixture
async def inference_server():
    server = InferenceServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def make_remote(inference_server):
    """Start engines on the server; with `tls` a folder, the server has a certificate of its own, `trusted` or not."""
    started = []

    async def make(*, look_seconds=10.0, tls=None, trusted=False, **access):
        if tls:
            authority = await inference_server.secure(tls)
            access["ca_file"] = str(authority) if trusted else ""
        config = RemoteConfig(SMOLLM2, Access(inference_server.url, **access), 2, 4, look_seconds)
        started.append(RemoteEngine(config))
        await started[-1].start(timeout=10)
        return started[-1]

    yield make
    for engine in started:
        await engine.stop()


@pytest.fixture
async def remote(make_remote):
    return await make_remote()
