"""The answer job: runs one turn, streams it to whoever follows the conversation, stores it."""

import asyncio
import contextlib
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
from chatbot.answering.compose import PROMPT_VERSION
from chatbot.answering.contract import Answer, Released, Waiting
from chatbot.answering.language import detect
from chatbot.bridge import in_database
from chatbot.errors import AISwitchedOff
from chatbot.inference.errors import EngineLost
from chatbot.inference.interface import InferenceEngine
from conversations import copies, events, later, mailing, notices, switch, turns

logger = logging.getLogger(__name__)
ATTEMPTS = 4
ENGINE_PATIENCE = 30.0  # seconds to wait for an engine that is starting again
MOMENT = 0.6  # seconds that a greeting waits for the question
TYPING = 4.0  # seconds for which the customer counts as writing: their page tells it every three
LONGEST_MOMENT = 15.0
LOOK_EVERY = 1.0  # seconds


class Heard:
    """What a running turn has heard from its conversation."""

    def __init__(self, job: turns.Job) -> None:
        self.turn, self.last_seq = str(job.turn_id), job.last_seq
        self.interrupted = asyncio.Event()
        self.is_stopped = False
        self.typing_until = 0.0

    def hear(self, event: dict[str, Any]) -> None:
        """Take in one event of the conversation's group."""
        match event:
            case {"type": "turn.stop", "turn": self.turn}:
                self.is_stopped = True
                self.interrupted.set()
            case {"type": "turn.grown", "turn": self.turn, "last_seq": last_seq} if last_seq > self.last_seq:
                self.interrupted.set()
            case {"type": "typing", "by": "customer"}:
                self.typing_until = asyncio.get_running_loop().time() + TYPING


class Superseded(Exception):
    """The question has grown, or the turn has ended, before any word of the answer was shown."""


@app.task(name="answer_turn", retry=RetryStrategy(max_attempts=5, wait=1))
async def answer_turn(turn_id: str) -> None:
    """Answer one turn, begun anew whenever its question grows. Safe to run again: a turn that has ended is left as it is."""
    while job := await in_database(turns.begin)(UUID(turn_id)):
        async with _hearing(job) as heard:
            try:
                await _settle(job, heard)
                outcome = await _produce(job, heard)
            except (Superseded, AISwitchedOff):
                continue
            except Exception:
                logger.exception("turn %s could not be answered", turn_id)
                await in_database(turns.fail)(job.turn_id)
                return
        await in_database(turns.finish)(job.turn_id, outcome, stopped=heard.is_stopped)
        return


async def _settle(job: turns.Job, heard: Heard) -> None:
    """Give a greeting a moment, and longer while the customer writes on: what they came to ask may follow."""
    if job.is_complete:
        return
    begun = asyncio.get_running_loop().time()
    while not heard.interrupted.is_set():
        now = asyncio.get_running_loop().time()
        until = min(max(begun + MOMENT, heard.typing_until), begun + LONGEST_MOMENT)
        if now >= until:
            return
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(heard.interrupted.wait(), until - now)
    if not heard.is_stopped:
        raise Superseded


async def _produce(job: turns.Job, heard: Heard) -> Answer:
    """Return the answer, begun anew when the engine dies under it, and quoted without a model when it keeps dying."""
    for _attempt in range(ATTEMPTS):
        current = engine.current()
        try:
            return await _stream(job, heard, current)
        except EngineLost:
            await _tell(job, turns.working(job.answer_key, "restarting"))
            if current is not None:
                await current.wait_ready(ENGINE_PATIENCE)
    return await _stream(job, heard, None)


async def _stream(job: turns.Job, heard: Heard, current: InferenceEngine | None) -> Answer:
    """Send the pieces as they are released; return the whole answer, or what was shown of it when stopped."""
    shown: list[Released] = []
    await _tell(job, turns.working(job.answer_key, "searching"))
    async with aclosing(answer(job.question, engine=current)) as items:
        async for item in _until(items, heard.interrupted):
            if isinstance(item, Answer):
                return item
            if isinstance(item, Waiting):
                await _tell(job, turns.working(job.answer_key, "queued" if item.position else "writing", item.position))
                continue
            if not shown and not await in_database(turns.show_words)(job):
                raise Superseded
            await _tell(job, {"type": "piece", "message_id": str(job.answer_key), "index": len(shown), "text": item.text})
            shown.append(item)
    if not heard.is_stopped:
        raise Superseded
    return _cut_short(job, shown, current)


def _cut_short(job: turns.Job, shown: list[Released], current: InferenceEngine | None) -> Answer:
    """Return the stopped answer: the pieces that the customer saw, with their sources and the model that was writing."""
    card = current.card if current else None
    model = {"model": {"name": card.name, "sha256": card.sha256}, "prompt": PROMPT_VERSION} if card else {}
    last = shown[-1] if shown else None
    text = "".join(piece.text for piece in shown).rstrip()
    return Answer(
        text=text,
        status="answered" if shown else "",
        origin=last.origin if last else "",
        sources=last.sources if last else (),
        language=detect(text, job.question.language),
        model="",
        trace={"stopped_after_pieces": len(shown), **model},
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
async def _hearing(job: turns.Job) -> AsyncIterator[Heard]:
    """Listen for the customer's stop, a person who takes over, and whatever else the customer writes."""
    layer, heard = get_channel_layer(), Heard(job)
    channel = await layer.new_channel()
    await layer.group_add(job.group, channel)
    if await in_database(turns.must_stop)(job.turn_id):  # told before we listened
        heard.hear({"type": "turn.stop", "turn": str(job.turn_id)})

    async def listen() -> None:
        while not heard.is_stopped:
            heard.hear((await layer.receive(channel))["event"])

    async def look() -> None:  # the channel layer only hints: a stop must be heard without it too
        while not heard.is_stopped:
            await asyncio.sleep(LOOK_EVERY)
            if await in_database(turns.must_stop)(job.turn_id):
                heard.hear({"type": "turn.stop", "turn": str(job.turn_id)})

    watching = [asyncio.create_task(listen()), asyncio.create_task(look())]
    try:
        yield heard
    finally:
        for watch in watching:
            watch.cancel()
        await layer.group_discard(job.group, channel)


async def _tell(job: turns.Job, event: dict[str, Any]) -> None:
    await events.send(job.group, {**event, "conversation": str(job.conversation_id)})


@app.task(name="tell_ai_off", retry=RetryStrategy(max_attempts=5, wait=1))
def tell_ai_off(site_id: int) -> None:
    """Tell those who talk with the AI of a site, or of all (0), that it has been switched off."""
    switch.tell_off(site_id)


@app.task(name="mail_replies", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
def mail_replies(conversation_id: str) -> None:
    """Mail what an adviser wrote to the customer who left an address for it."""
    mailing.send_replies(UUID(conversation_id))


@app.task(name="mail_copy", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
def mail_copy(conversation_id: str) -> None:
    """Mail the copy of a conversation that has ended to the address that its customer left."""
    copies.send(UUID(conversation_id))


@app.periodic(cron="* * * * *")
@app.task(name="promise_answers")
def promise_answers(timestamp: int) -> None:
    """Tell those who wait although every adviser has left by when they are answered: no queue is silent."""
    later.promise_to_the_forgotten()


@app.periodic(cron="23 4 * * *")
@app.task(name="forget_notices")
def forget_notices(timestamp: int) -> None:
    """Delete the notices of illegal content that were decided long ago."""
    notices.forget_decided()
