"""The engine as the rest of Guichet knows it: an object with streams, whose process is watched and started again."""

import asyncio
import contextlib
import logging
import os
import sys
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from chatbot.inference.errors import EngineBusy, EngineError, EngineFailed, EngineLost
from chatbot.inference.messages import (
    Cancel,
    Done,
    Failed,
    Load,
    Message,
    Piece,
    Prompt,
    Ready,
    Score,
    Scored,
    Submit,
    decode,
    encode,
)
from chatbot.inference.register import ModelCard

logger = logging.getLogger(__name__)
LINE_LIMIT = 16 * 1024 * 1024
BACKOFF = (0.0, 0.2, 1.0, 5.0)  # seconds before the 1st, 2nd, … start after a death


@dataclass(frozen=True)
class EngineConfig:
    """Which model, and how much of the machine it may take."""

    card: ModelCard
    model_path: Path
    context_tokens: int = 8192
    threads: int = 2
    max_answers: int = 4
    memory_limit_mb: int = 6144
    queue_limit: int = 64


class Engine:
    """One model in one child process; started again within moments when it dies."""

    def __init__(self, config: EngineConfig) -> None:
        self.config, self.card = config, config.card
        self.restarts = 0
        self._process: asyncio.subprocess.Process | None = None
        self._requests: dict[str, asyncio.Queue[Message | None]] = {}
        self._ready = asyncio.Event()
        self._refused: Failed | None = None
        self._watcher: asyncio.Task[None] | None = None

    @property
    def is_ready(self) -> bool:
        return self._ready.is_set()

    @property
    def pid(self) -> int | None:
        """The process id of the running child."""
        return self._process.pid if self._process else None

    async def start(self, timeout: float = 120.0) -> None:
        """Start the process and wait until the model is loaded; raises EngineFailed when it cannot be."""
        self._watcher = asyncio.create_task(self._watch())
        if not await self.wait_ready(timeout):
            await self.stop()
            reason = self._refused or Failed("", "timeout", f"The model was not loaded within {timeout:.0f} seconds.")
            raise EngineFailed(reason.code, reason.detail)

    async def stop(self) -> None:
        """End the process; running requests fail with EngineLost."""
        if self._watcher:
            self._watcher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watcher
        if self._process and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        self._lose()

    async def wait_ready(self, timeout: float) -> bool:
        """Return whether the engine can answer, waiting for it at most so many seconds."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._ready.wait(), timeout)
        return self.is_ready

    async def generate(
        self, prompt: Prompt, *, max_tokens: int = 200, temperature: float = 0.0, choices: Sequence[str] = ()
    ) -> AsyncGenerator[Piece | Done, None]:
        """Stream an answer: pieces, then Done. Closing the generator cancels it. Raises EngineLost, EngineBusy, EngineFailed."""
        request = Submit(str(uuid4()), prompt, max_tokens, temperature, tuple(choices))
        inbox = self._open(request.id)
        ended = False
        try:
            await self._send(request)
            while not ended:
                message = await self._next(inbox)
                ended = isinstance(message, Done)
                if isinstance(message, Piece | Done):
                    yield message
        finally:
            del self._requests[request.id]
            if not ended:
                with contextlib.suppress(EngineError):
                    await self._send(Cancel(request.id))

    async def score(self, prompt: Prompt, candidates: Sequence[str]) -> list[float]:
        """Return the mean log-likelihood a token of each candidate after the prompt; raises as generate."""
        request = Score(str(uuid4()), prompt, tuple(candidates))
        inbox = self._open(request.id)
        try:
            await self._send(request)
            message = await self._next(inbox)
            return list(message.values) if isinstance(message, Scored) else []
        finally:
            del self._requests[request.id]

    def _open(self, request_id: str) -> "asyncio.Queue[Message | None]":
        if len(self._requests) >= self.config.max_answers + self.config.queue_limit:
            raise EngineBusy("The queue is full.")
        inbox: asyncio.Queue[Message | None] = asyncio.Queue()
        self._requests[request_id] = inbox
        return inbox

    async def _next(self, inbox: "asyncio.Queue[Message | None]") -> Message:
        message = await inbox.get()
        if message is None:
            raise EngineLost("The engine ended under this request.")
        if isinstance(message, Failed):
            raise EngineFailed(message.code, message.detail)
        return message

    async def _send(self, message: Message) -> None:
        if not self.is_ready or self._process is None or self._process.stdin is None:
            raise EngineLost("The engine is not running.")
        try:
            self._process.stdin.write(encode(message))
            await self._process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError) as error:
            raise EngineLost("The engine ended under this request.") from error

    async def _watch(self) -> None:
        """Keep a process running until stopped, or until it refuses the model."""
        deaths = 0
        while self._refused is None:
            await asyncio.sleep(BACKOFF[min(deaths, len(BACKOFF) - 1)])
            deaths = 0 if await self._run() else deaths + 1
            if self._refused is None:
                self.restarts += 1
                logger.warning("engine ended, starting it again (restart %d)", self.restarts)

    async def _run(self) -> bool:
        """Run one process to its end; returns whether it had become ready."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "chatbot.inference.process",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LINE_LIMIT,
            cwd=Path(__file__).resolve().parents[2],
            env={**os.environ, "OMP_WAIT_POLICY": "passive"},
        )
        self._process = process
        was_ready = False
        try:
            if process.stdin is None or process.stdout is None:
                return False
            process.stdin.write(encode(self._load_message()))
            async for line in process.stdout:
                message = decode(line)
                was_ready = was_ready or isinstance(message, Ready)
                self._deliver(message)
        finally:
            self._lose()
            if process.returncode is None:
                process.kill()
            await process.wait()
        return was_ready

    def _load_message(self) -> Load:
        config = self.config
        return Load(
            str(config.model_path),
            config.card.template,
            config.context_tokens,
            config.threads,
            config.max_answers,
            config.memory_limit_mb,
        )

    def _deliver(self, message: Message) -> None:
        match message:
            case Ready():
                self._ready.set()
            case Failed(id=""):
                self._refused = message
            case Piece() | Done() | Scored() | Failed():
                if inbox := self._requests.get(message.id):
                    inbox.put_nowait(message)

    def _lose(self) -> None:
        """Tell every running request that its engine is gone."""
        self._ready.clear()
        for inbox in self._requests.values():
            inbox.put_nowait(None)
