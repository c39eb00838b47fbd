"""The engine's process: started, watched, refused, never outliving the site."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.inference.errors import EngineBusy, EngineFailed, EngineLost
from chatbot.inference.messages import Done, Piece, Prompt
from chatbot.inference.register import SMOLLM2
from chatbot.inference.supervisor import Engine, EngineConfig

TALE = Prompt("", "", "Tell me a very long story about a lamp.")
ROOT = Path(__file__).resolve().parents[2]


async def first_piece(stream):
    async for message in stream:
        assert isinstance(message, Piece)
        return message


def is_running(pid):
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False


@pytest.mark.model
async def test_it_comes_back_within_three_seconds_when_it_is_killed_in_mid_answer(engine):
    async with aclosing(engine.generate(TALE)) as stream:
        await first_piece(stream)
        os.kill(engine.pid, signal.SIGKILL)
        killed = time.monotonic()
        with pytest.raises(EngineLost):
            async for _ in stream:
                pass
    assert not engine.is_ready
    assert await engine.wait_ready(3 - (time.monotonic() - killed))
    assert engine.numbers.restarts == 1
    messages = [message async for message in engine.generate(TALE, max_tokens=4)]
    assert isinstance(messages[-1], Done)


@pytest.mark.model
async def test_it_says_that_it_is_lost_while_it_restarts(engine):
    os.kill(engine.pid, signal.SIGKILL)
    async with aclosing(engine.generate(TALE, max_tokens=4)) as stream:
        with pytest.raises(EngineLost):
            async for _ in stream:
                pass
    with pytest.raises(EngineLost):
        await engine.score(TALE, ["a"])
    assert await engine.wait_ready(5)


@pytest.mark.model
async def test_it_gives_a_cancelled_answers_place_to_the_next_one(engine):
    running = [engine.generate(TALE, max_tokens=150) for _ in range(engine.config.max_answers)]
    for stream in running:
        await first_piece(stream)
    waiting = asyncio.ensure_future(anext(engine.generate(TALE, max_tokens=4)))
    await running[0].aclose()
    await asyncio.wait_for(waiting, 10)
    for stream in running[1:]:  # they were not at their end: the place came from the cancelled one
        assert isinstance(await anext(stream), Piece)
        await stream.aclose()


@pytest.mark.model
async def test_it_refuses_what_does_not_fit_into_the_queue(engine_config):
    engine = Engine(replace(engine_config, max_answers=1, queue_limit=1))
    await engine.start()
    streams = [engine.generate(TALE, max_tokens=100) for _ in range(3)]
    await first_piece(streams[0])
    second = asyncio.ensure_future(anext(streams[1]))
    await asyncio.sleep(0)
    with pytest.raises(EngineBusy):
        await anext(streams[2])
    second.cancel()
    await streams[0].aclose()
    await engine.stop()


@pytest.mark.model
async def test_it_ends_with_the_engine_and_loses_what_runs(engine_config):
    engine = Engine(engine_config)
    await engine.start()
    pid = engine.pid
    stream = engine.generate(TALE)
    await first_piece(stream)
    await engine.stop()
    assert not is_running(pid)
    with pytest.raises(EngineLost):
        async for _ in stream:
            pass


@pytest.mark.model
async def test_it_ignores_ctrl_c_which_the_site_handles(engine):
    pid = engine.pid
    os.kill(pid, signal.SIGINT)
    messages = [message async for message in engine.generate(TALE, max_tokens=4)]
    assert isinstance(messages[-1], Done)
    assert (engine.pid, engine.numbers.restarts) == (pid, 0)


@pytest.mark.model
def test_it_does_not_outlive_a_site_that_is_killed(model_path):
    script = """
        import asyncio, sys
        from pathlib import Path
        from chatbot.inference.register import SMOLLM2
        from chatbot.inference.supervisor import Engine, EngineConfig

        async def main():
            engine = Engine(EngineConfig(SMOLLM2, Path(sys.argv[1]), context_tokens=512))
            await engine.start()
            print(engine.pid, flush=True)
            await asyncio.Event().wait()

        asyncio.run(main())
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(model_path)]
    site = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    pid = int(site.stdout.readline())
    watched = os.pidfd_open(pid)
    site.kill()
    site.wait()
    site.stdout.close()
    assert wait_for_end(watched)


def wait_for_end(pidfd):
    import select

    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    ended = bool(poll.poll(3000))
    os.close(pidfd)
    return ended


@pytest.mark.model
async def test_it_gives_the_process_none_of_the_sites_secrets(engine_config, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:secret@nowhere/db")
    engine = Engine(engine_config)
    await engine.start()
    environment = Path(f"/proc/{engine.pid}/environ").read_bytes()
    await engine.stop()
    assert b"secret" not in environment


@pytest.mark.model
async def test_its_memory_is_capped(engine):
    limits = Path(f"/proc/{engine.pid}/limits").read_text()
    assert str(engine.config.memory_limit_mb * 1024 * 1024) in limits


@pytest.mark.model
async def test_it_says_in_one_sentence_that_the_memory_does_not_suffice(engine_config):
    engine = Engine(replace(engine_config, context_tokens=8192, memory_limit_mb=300))
    with pytest.raises(EngineFailed):
        await engine.start(timeout=20)


@pytest.mark.parametrize("content", [None, b"", b"GGUF", b"no model at all" * 1000], ids=["absent", "empty", "short", "foreign"])
async def test_it_says_at_once_that_a_file_is_no_model(tmp_path, content):
    path = tmp_path / "model.gguf"
    if content is not None:
        path.write_bytes(content)
    engine = Engine(EngineConfig(SMOLLM2, path))
    with pytest.raises(EngineFailed, match=r"model\.gguf") as refused:
        await engine.start(timeout=20)
    assert refused.value.code == "model_unreadable"
    assert not engine.is_ready


@pytest.mark.model
async def test_it_refuses_a_truncated_model(tmp_path, model_path):
    path = tmp_path / "model.gguf"
    with model_path.open("rb") as whole:
        path.write_bytes(whole.read(20_000_000))
    with pytest.raises(EngineFailed, match="not a model that this runtime can load"):
        await Engine(EngineConfig(SMOLLM2, path)).start(timeout=20)
