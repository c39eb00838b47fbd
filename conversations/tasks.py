"""The answer job: runs one turn, streams it to whoever follows the conversation, stores it."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any
from uuid import UUID

from channels.layers import get_channel_layer
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from chatbot import engine
from chatbot.answering.answer import answer
from chatbot.answering.contract import Answer, Released, Waiting
from chatbot.bridge import in_database
from chatbot.inference.errors import EngineLost
from chatbot.inference.interface import InferenceEngine
from conversations import events, turns

logger = logging.getLogger(__name__)
ATTEMPTS = 4
ENGINE_PATIENCE = 30.0  # seconds to wait for an engine that is starting again


@app.task(name="answer_turn", retry=RetryStrategy(max_attempts=5, wait=1))
async def answer_turn(turn_id: str) -> None:
    """Answer one customer message. Safe to run again: a turn that has ended is left as it is."""
    job = await in_database(turns.begin)(UUID(turn_id))
    if job is None:
        return
    async with _stop_flag(job) as stop:
        try:
            outcome = await _produce(job, stop)
        except Exception:
            logger.exception("turn %s could not be answered", turn_id)
            await in_database(turns.fail)(job.turn_id)
            return
    await in_database(turns.finish)(job.turn_id, outcome, stopped=stop.is_set())


async def _produce(job: turns.Job, stop: asyncio.Event) -> Answer:
    """Return the answer, begun anew when the engine dies under it, and quoted without a model when it keeps dying."""
    for _attempt in range(ATTEMPTS):
        current = engine.current()
        try:
            return await _stream(job, stop, current)
        except EngineLost:
            await _tell(job, turns.working(job.answer_key, "restarting"))
            if current is not None:
                await current.wait_ready(ENGINE_PATIENCE)
    return await _stream(job, stop, None)


async def _stream(job: turns.Job, stop: asyncio.Event, current: InferenceEngine | None) -> Answer:
    """Send the pieces as they are released; return the whole answer, or what was shown of it when stopped."""
    shown: list[Released] = []
    await _tell(job, turns.working(job.answer_key, "searching"))
    async with aclosing(answer(job.question, engine=current)) as items:
        async for item in _until(items, stop):
            if isinstance(item, Answer):
                return item
            if isinstance(item, Waiting):
                await _tell(job, turns.working(job.answer_key, "queued" if item.position else "writing", item.position))
                continue
            await _tell(job, {"type": "piece", "message_id": str(job.answer_key), "index": len(shown), "text": item.text})
            shown.append(item)
    return _cut_short(job, shown)


def _cut_short(job: turns.Job, shown: list[Released]) -> Answer:
    """Return the stopped answer: the pieces that the customer saw, with their sources."""
    last = shown[-1] if shown else None
    return Answer(
        text="".join(piece.text for piece in shown).rstrip(),
        status="answered" if shown else "",
        origin=last.origin if last else "",
        sources=last.sources if last else (),
        language=job.question.language,
        model="",
        trace={"stopped_after_pieces": len(shown)},
    )


async def _until(
    items: AsyncGenerator[Released | Waiting | Answer, None], stop: asyncio.Event
) -> AsyncIterator[Released | Waiting | Answer]:
    """Yield the items until they end or `stop` is set; what was being waited for is cancelled."""
    stopping = asyncio.ensure_future(stop.wait())
    try:
        while True:
            coming = asyncio.ensure_future(anext(items, None))
            await asyncio.wait({coming, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if stop.is_set():
                coming.cancel()
                await asyncio.gather(coming, return_exceptions=True)
                return
            item = coming.result()
            if item is None:
                return
            yield item
    finally:
        stopping.cancel()


@asynccontextmanager
async def _stop_flag(job: turns.Job) -> AsyncIterator[asyncio.Event]:
    """Give an event that is set when the customer stops the turn or a person takes over."""
    layer, stop = get_channel_layer(), asyncio.Event()
    channel = await layer.new_channel()
    await layer.group_add(job.group, channel)
    if await in_database(turns.must_stop)(job.turn_id):  # told before we listened
        stop.set()

    async def listen() -> None:
        while not stop.is_set():
            event = (await layer.receive(channel))["event"]
            if event["type"] == "turn.stop" and event["turn"] == str(job.turn_id):
                stop.set()

    listening = asyncio.create_task(listen())
    try:
        yield stop
    finally:
        listening.cancel()
        await layer.group_discard(job.group, channel)


async def _tell(job: turns.Job, event: dict[str, Any]) -> None:
    await events.send(job.group, {**event, "conversation": str(job.conversation_id)})
