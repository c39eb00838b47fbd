"""The AI at work on drafts for one open desk: tasks beside its socket, which can be cancelled and end with it."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any
from uuid import UUID

from django.utils.translation import override

from chatbot import engine
from chatbot.answering.answer import answer
from chatbot.answering.contract import Answer, Question
from chatbot.bridge import in_database
from chatbot.errors import GuichetError
from chatbot.inference.errors import EngineLost
from conversations import desk_drafts
from conversations.desk_frames import Act, refusal
from conversations.models import Adviser

logger = logging.getLogger(__name__)
LOOK_EVERY = 1.0  # seconds
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Drafting:
    """The drafts that are being made for one desk, one a conversation at most."""

    def __init__(self, send: Send, language: str) -> None:
        self.send, self.language = send, language
        self.tasks: dict[UUID, asyncio.Task[None]] = {}

    async def carry_out(self, frame: Act, adviser: Adviser) -> None:
        """Begin or cancel a draft, as the desk asks."""
        await (self.start(frame.conversation, adviser) if frame.kind == "draft" else self.cancel(frame.conversation))

    async def start(self, conversation: UUID, adviser: Adviser) -> None:
        """Have the AI propose a reply; asked again while it does, it goes on."""
        await self.send({"type": "drafting", "conversation": str(conversation)})
        if conversation not in self.tasks:
            task = self.tasks[conversation] = asyncio.create_task(self._draft(conversation, adviser))
            task.add_done_callback(lambda done: self._forget(conversation, done))

    def _forget(self, conversation: UUID, done: asyncio.Task[None]) -> None:
        if self.tasks.get(conversation) is done:
            del self.tasks[conversation]

    async def cancel(self, *conversations: UUID) -> None:
        """End the AI's work in these conversations; nothing of it is kept."""
        ended = [task for conversation in conversations if (task := self.tasks.pop(conversation, None))]
        for task in ended:
            task.cancel()
        await asyncio.gather(*ended, return_exceptions=True)

    async def end(self) -> None:
        """End all of it: the desk is gone."""
        await self.cancel(*self.tasks)

    async def _draft(self, conversation: UUID, adviser: Adviser) -> None:
        """Send the draft, or the reason why there is none."""
        with override(self.language):
            try:
                draft = await _made(conversation, adviser)
                await self.send(desk_drafts.frame(draft))
            except Exception as error:
                expected = error if isinstance(error, GuichetError) else desk_drafts.DraftFailed()
                if expected is not error:
                    logger.exception("no draft could be made for conversation %s", conversation)
                await self.send(refusal(expected, Act("draft", conversation)))


async def _made(conversation: UUID, adviser: Adviser) -> Any:
    """Return the stored draft. Raises GuichetError, at once when the conversation is no longer the adviser's or the AI is off."""
    asked = await in_database(desk_drafts.question)(conversation, adviser=adviser)
    answering = asyncio.ensure_future(_answered(asked))
    watching = asyncio.ensure_future(_watch(conversation, adviser))
    try:
        await asyncio.wait({answering, watching}, return_when=asyncio.FIRST_COMPLETED)
        if watching.done():
            watching.result()
        return await in_database(desk_drafts.store)(conversation, answering.result(), adviser=adviser)
    finally:
        for task in (answering, watching):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task


async def _answered(asked: Question) -> Answer:
    """Return the answer, by the same path and under the same checks as a customer's."""
    try:
        async with aclosing(answer(asked, engine=engine.current())) as items:
            return [item async for item in items if isinstance(item, Answer)][-1]
    except EngineLost as error:
        raise desk_drafts.EngineDown from error


async def _watch(conversation: UUID, adviser: Adviser) -> None:
    """Raise as soon as the adviser may have no draft here any more."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        await in_database(desk_drafts.conversation_for_draft)(conversation, adviser=adviser)
