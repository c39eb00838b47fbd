"""The engine as the rest of Guichet knows it: an object with streams, whose process is watched and started again."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from chatbot.inference.child import Child
from chatbot.inference.effort import ProcessorTime
from chatbot.inference.errors import EngineBusy, EngineError, EngineFailed, EngineLost
from chatbot.inference.messages import (
    Cancel,
    Count,
    Counted,
    Done,
    Failed,
    Forget,
    Load,
    Message,
    Piece,
    Prepare,
    Prompt,
    Queued,
    Ready,
    Score,
    Scored,
    Submit,
)
from chatbot.inference.numbers import Numbers, resident_bytes
from chatbot.inference.register import ModelCard
from chatbot.inference.room import Room
from chatbot.inference.watched import BACKOFF, Watched

logger = logging.getLogger(__name__)
FIRST_STARTS = 2  # so often a process may die while it loads the model for the first time
Inbox = asyncio.Queue[Message | None]  # None: the engine is gone


@dataclass(frozen=True)
class EngineConfig:
    """Which model, and how much of the machine it may take."""

    card: ModelCard
    model_path: Path
    context_tokens: int = 4096  # of each answer, its prompt included
    threads: int = 2
    max_answers: int = 4
    memory_limit_mb: int = 6144
    queue_limit: int = 64
    prefix_memory_mb: int = 256
    prefix_disk_mb: int = 4096
    prefix_folder: Path | None = None

    @property
    def load(self) -> Load:
        """The first message to a process."""
        return Load(
            model_path=str(self.model_path),
            model_sha256=self.card.sha256,
            template=self.card.template,
            context_tokens=min(self.context_tokens, self.card.context),
            threads=self.threads,
            max_answers=self.max_answers,
            memory_limit_mb=self.memory_limit_mb,
            prefix_memory_mb=self.prefix_memory_mb,
            prefix_disk_mb=self.prefix_disk_mb,
            prefix_folder=str(self.prefix_folder or ""),
        )


class Engine(Watched):
    """One model in one child process; started again within moments when it dies."""

    keeps_prefixes = True

    def __init__(self, config: EngineConfig) -> None:
        super().__init__()
        self.config, self.card = config, config.card
        self.numbers = Numbers()
        self._child: Child | None = None
        self._processor_time = ProcessorTime()
        self._room = Room(config.max_answers, config.queue_limit, self.numbers)
        self._requests: dict[str, Inbox] = {}
        self._refused: Failed | None = None

    @property
    def pid(self) -> int | None:
        """The process id of the running child."""
        return self._child.pid if self._child else None

    @property
    def requests(self) -> int:
        """How many requests are running or wait."""
        return len(self._room)

    @property
    def memory_bytes(self) -> int:
        """How much memory the running child occupies, the mapped model included."""
        return resident_bytes(self.pid)

    @property
    def cpu_seconds(self) -> float:
        """How much processor time its processes have taken since the site started."""
        return self._processor_time.read(self.pid)

    async def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 200,
        temperature: float = 0.0,
        choices: Sequence[str] = (),
        site: str = "",
        patience: float = 0.0,
    ) -> AsyncGenerator[Queued | Piece | Done, None]:
        """Stream an answer: its places in the queue, pieces, then Done. Closing the generator cancels it.

        `site` is who shares fairly with others, `patience` the seconds after which waiting for the first words ends in
        EngineBusy, 0 for none. Raises EngineLost, EngineBusy, EngineFailed.
        """
        request = Submit(str(uuid4()), prompt, max_tokens, temperature, tuple(choices), site, patience)
        async with self._open(request, site) as inbox:
            is_over = False
            while not is_over:
                message = await self._next(inbox)
                is_over = isinstance(message, Done)
                if isinstance(message, Queued | Piece | Done):
                    yield message

    async def score(self, prompt: Prompt, candidates: Sequence[str], *, site: str = "") -> list[float]:
        """Return the mean log-likelihood a token of each candidate after the prompt; raises as generate."""
        request = Score(str(uuid4()), prompt, tuple(candidates), site)
        async with self._open(request, site) as inbox:
            while not isinstance(message := await self._next(inbox), Scored):
                pass
            return list(message.values)

    async def count(self, text: str) -> int:
        """Return how many of the model's tokens a text has; raises EngineLost, EngineFailed."""
        async with self._ask(Count(str(uuid4()), text)) as inbox:
            while not isinstance(message := await self._next(inbox), Counted):
                pass
            return message.tokens

    async def prepare(self, prompt: Prompt, *, if_room: bool = False) -> Done:
        """Have the prompt's public part computed when nobody waits, and kept under its label; raises as generate.

        With `if_room`, nothing that is in use gives way to it: its reason is then `no_room`.
        """
        request = Prepare(str(uuid4()), prompt, if_room)
        async with self._open(request, "") as inbox:
            while not isinstance(message := await self._next(inbox), Done):
                pass
            return message

    async def forget(self, label: str) -> None:
        """Have whatever is kept under this label dropped; raises EngineLost."""
        await self._send(Forget(label))

    @contextlib.asynccontextmanager
    async def _open(self, request: Submit | Score | Prepare, site: str) -> AsyncIterator[Inbox]:
        """Send a request that needs room, and lend its inbox."""
        with self._room.admit(request.id, site):
            async with self._ask(request) as inbox:
                yield inbox

    @contextlib.asynccontextmanager
    async def _ask(self, request: Submit | Score | Prepare | Count) -> AsyncIterator[Inbox]:
        """Send a request and lend its inbox; whoever leaves before its end cancels it."""
        inbox = self._requests[request.id] = Inbox()
        try:
            await self._send(request)
            yield inbox
        finally:
            if self._requests.pop(request.id, None):
                with contextlib.suppress(EngineError):
                    await self._send(Cancel(request.id))

    async def _next(self, inbox: Inbox) -> Message:
        message = await inbox.get()
        if message is None:
            raise EngineLost("The engine ended under this request.")
        if isinstance(message, Failed):
            self.numbers.refused += 1
            raise EngineBusy(message.detail) if message.code == "deadline" else EngineFailed(message.code, message.detail)
        return message

    async def _send(self, message: Message) -> None:
        if not self.is_ready or self._child is None:
            raise EngineLost("The engine is not running.")
        await self._child.send(message)

    def _why_not(self) -> EngineFailed:
        reason = self._refused or Failed("", "not_loaded", f"The engine's process did not load {self.config.model_path}.")
        return EngineFailed(reason.code, reason.detail)

    async def _watch(self) -> None:
        """Keep a process running until stopped; give up only when the model could never be loaded."""
        self._refused = None
        deaths = 0
        has_been_ready = False
        while not self._is_stopping:  # a flag too: wait_for may swallow a cancellation in Python 3.11
            was_ready = await self._run()
            has_been_ready = has_been_ready or was_ready
            deaths = 0 if was_ready else deaths + 1
            if not has_been_ready and (self._refused or deaths == FIRST_STARTS):
                return
            self.numbers.restarts += 1
            logger.warning("engine ended, starting it again (restart %d)", self.numbers.restarts)
            await asyncio.sleep(BACKOFF[min(deaths, len(BACKOFF) - 1)])

    async def _run(self) -> bool:
        """Run one process to its end; returns whether it had become ready."""
        was_ready = False
        try:
            child = self._child = await Child.start()
        except OSError as error:
            logger.error("engine: %s", error)
            return False
        try:
            await child.send(self.config.load)
            async for message in child.messages():
                was_ready = was_ready or isinstance(message, Ready)
                self._deliver(message)
        except (EngineLost, ValueError) as error:
            logger.error("engine: %s", error)
        finally:
            self._lose()
            await child.end()
        return was_ready

    def _deliver(self, message: Message) -> None:
        match message:
            case Ready():
                self._ready.set()
            case Failed(id=""):
                self._refused = message
                logger.error("engine: %s", message.detail)
            case Piece() | Queued():
                if inbox := self._requests.get(message.id):
                    inbox.put_nowait(message)
            case Done() | Scored() | Counted() | Failed():
                if isinstance(message, Done):
                    self.numbers.add(message)
                    self._processor_time.read(self.pid)
                if inbox := self._requests.pop(message.id, None):
                    inbox.put_nowait(message)

    def _lose(self) -> None:
        """Tell every running request that its engine is gone."""
        self._ready.clear()
        for inbox in self._requests.values():
            inbox.put_nowait(None)
