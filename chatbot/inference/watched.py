"""What an engine here and one on a server have in common: a watcher that makes it ready, again and again, until it is stopped."""

import asyncio
import contextlib
from abc import ABC, abstractmethod

from chatbot.inference.errors import EngineFailed

BACKOFF = (0.0, 0.2, 1.0, 5.0)  # seconds before the 1st, 2nd, … attempt after a failure


class Watched(ABC):
    """Ready or not, with whoever waits for it."""

    def __init__(self) -> None:
        self._ready = asyncio.Event()
        self._watcher: asyncio.Task[None] | None = None
        self._is_stopping = False

    @property
    def is_ready(self) -> bool:
        return self._ready.is_set()

    async def start(self, timeout: float = 120.0) -> None:
        """Begin to watch and wait until it can answer; raises EngineFailed as soon as it is known that it cannot."""
        self._is_stopping = False
        self._watcher = asyncio.create_task(self._watch())
        ready = asyncio.create_task(self._ready.wait())
        try:
            await asyncio.wait({ready, self._watcher}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
            was_ready = self.is_ready
            if not was_ready:
                await self.stop()
        if not was_ready:
            raise self._why_not()

    async def stop(self) -> None:
        """End it; running requests fail with EngineLost."""
        self._is_stopping = True
        if self._watcher:
            self._watcher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watcher

    async def wait_ready(self, timeout: float) -> bool:
        """Return whether it can answer, waiting for it at most so many seconds."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._ready.wait(), timeout)
        return self.is_ready

    @abstractmethod
    async def _watch(self) -> None:
        """Make it ready and keep it so until stopped; return only when it never can be."""

    @abstractmethod
    def _why_not(self) -> EngineFailed:
        """Return why it could not be started."""
