"""How much processor time the engine's processes have taken, those that died included."""

import os
import signal

import pytest

from chatbot.inference import effort
from chatbot.inference.effort import ProcessorTime
from chatbot.inference.errors import EngineLost
from chatbot.inference.messages import Done, Prompt

ASKED = Prompt("", "", "Tell me about a lamp.")


def test_it_tells_what_the_system_counts():
    spent = os.times()
    assert ProcessorTime().read(os.getpid()) >= int((spent.user + spent.system) * 10) / 10 > 0


def test_a_process_that_took_anothers_place_adds_to_it(monkeypatch):
    counted = {1: 3.0, 2: 0.5}
    monkeypatch.setattr(effort, "_seconds", lambda pid: counted.get(pid, 0.0))
    time = ProcessorTime()
    assert time.read(1) == 3.0
    counted.pop(1)
    assert (time.read(1), time.read(None), time.read(2)) == (3.0, 3.0, 3.5)


def test_a_process_that_is_gone_has_taken_nothing():
    assert ProcessorTime().read(None) == 0.0


@pytest.mark.model
async def test_the_engine_adds_up_over_its_restarts(engine):
    assert [message async for message in engine.generate(ASKED, max_tokens=8)][-1].reason == "length"
    before, replies = engine.cpu_seconds, engine.numbers.replies
    os.kill(engine.pid, signal.SIGKILL)
    with pytest.raises(EngineLost):
        _ = [message async for message in engine.generate(ASKED, max_tokens=8)]
    assert await engine.wait_ready(10) and engine.cpu_seconds >= before > 0
    assert isinstance([message async for message in engine.generate(ASKED, max_tokens=8)][-1], Done)
    assert engine.cpu_seconds > before and engine.numbers.replies == replies + 1 == 2
