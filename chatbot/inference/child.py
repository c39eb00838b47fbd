"""One run of the engine's process, seen from the site: started, spoken to, ended."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from chatbot.inference.errors import EngineLost
from chatbot.inference.messages import Message, decode, encode

LINE_LIMIT = 16 * 1024 * 1024
GRACE_SECONDS = 1.0
# Threads that wait for each other spin for some microseconds, then sleep. Spinning for ever, the default, gives 2 % of the
# speed as soon as another program keeps the cores busy; not spinning at all, 65 % on a quiet machine. See docs/performance.md.
WAITING = {"GOMP_SPINCOUNT": "5000"}
PASSED_ON = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ", "TMPDIR")


class Child:
    """A started process. It reads customers' words with native code: it gets none of the site's secrets, and no network."""

    def __init__(self, process: asyncio.subprocess.Process, stdin: asyncio.StreamWriter, stdout: asyncio.StreamReader) -> None:
        self._process, self._stdin, self._stdout = process, stdin, stdout

    @classmethod
    async def start(cls) -> "Child":
        """Start the process; raises OSError."""
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "chatbot.inference.sealed",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LINE_LIMIT,
            cwd=Path(__file__).resolve().parents[2],
            env={**environment, **WAITING},
        )
        if process.stdin is None or process.stdout is None:
            raise OSError("The engine's process has no pipes.")
        return cls(process, process.stdin, process.stdout)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def exit_status(self) -> int | None:
        """The exit status, negative for a signal; None while it runs."""
        return self._process.returncode

    async def send(self, message: Message) -> None:
        """Write one message; raises EngineLost when nobody reads any more."""
        try:
            self._stdin.write(encode(message))
            await self._stdin.drain()
        except (BrokenPipeError, ConnectionResetError) as error:
            raise EngineLost("The engine ended under this request.") from error

    async def messages(self) -> AsyncIterator[Message]:
        """Yield what the process says, until it ends; raises ValueError for what is no message."""
        async for line in self._stdout:
            yield decode(line)

    async def end(self) -> None:
        """Ask the process to end, and kill it when it does not."""
        self._stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), GRACE_SECONDS)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
