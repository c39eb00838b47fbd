"""The real llama-server, where there is one: started with the small model and asked."""

import asyncio
import os
import shutil
import socket
from contextlib import aclosing

import pytest

from chatbot.inference.errors import EngineFailed
from chatbot.inference.messages import Done, Piece, Prompt
from chatbot.inference.register import SMOLLM2
from chatbot.inference.remote import RemoteConfig, RemoteEngine
from chatbot.inference.server import Access

pytestmark = pytest.mark.model
TALE = Prompt("", "", "Tell me a very long story about a lamp.")


@pytest.fixture
async def llama_server(model_path):
    """A llama-server that has two slots; gives its address."""
    program = os.environ.get("GUICHET_LLAMA_SERVER") or shutil.which("llama-server")
    if not program:
        pytest.skip("needs llama-server: on the PATH, or named in GUICHET_LLAMA_SERVER")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["-m", model_path, "-np", "2", "-c", "4096", "-t", "2", "--host", "127.0.0.1", "--port", str(port)]
    process = await asyncio.create_subprocess_exec(
        program, *options, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    yield f"http://127.0.0.1:{port}"
    process.kill()
    await process.wait()


@pytest.fixture
async def remote(llama_server):
    engine = RemoteEngine(RemoteConfig(SMOLLM2, Access(llama_server), max_answers=2))
    await engine.start(timeout=60)
    yield engine
    await engine.stop()


async def test_it_answers_as_the_engine_here_does(remote, prompt):
    for asked_before in (False, True):
        messages = [message async for message in remote.generate(prompt, max_tokens=24)]
        pieces, done = messages[:-1], messages[-1]
        assert isinstance(done, Done) and len(pieces) > 1
        assert done.text.strip() and done.text == "".join(piece.text for piece in pieces if isinstance(piece, Piece))
        assert done.reason in {"stop", "length"} and 0 < done.tokens <= 24 and done.prompt_tokens > 50
        assert not asked_before or done.cached_tokens > 50  # the article was computed for the first question

    chosen = [message async for message in remote.generate(prompt, choices=['Within "14" days.', "Nous ne savons pas.\n"])][-1]
    assert chosen.reason == "choice" and chosen.text in {'Within "14" days.', "Nous ne savons pas.\n"}

    for _ in range(4):  # with two slots: an answer that is left gives its slot back
        async with aclosing(remote.generate(TALE, max_tokens=1500)) as stream:
            assert isinstance(await anext(stream), Piece)
    assert [message async for message in remote.generate(TALE, max_tokens=4)][-1].tokens == 4

    with pytest.raises(EngineFailed) as failed:
        [message async for message in remote.generate(Prompt("", "word " * 5000, "?"))]
    assert failed.value.code == "http_400"
    assert remote.is_ready
