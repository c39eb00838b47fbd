"""One process, one event loop: the web server, the worker and the engine, started and stopped together."""

import asyncio
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, suppress
from typing import Any

from chatbot.serving.web import WebServer, twisted_loop  # isort: skip  # first: it installs Twisted's reactor

from daphne.endpoints import build_endpoint_description_strings
from twisted.internet import reactor as installed_reactor

from chatbot import conf, engine
from chatbot.serving.effort import watch
from chatbot.serving.errors import CannotServe
from chatbot.serving.sockets import Sockets
from chatbot.serving.state import STATE
from chatbot.serving.worker import work

reactor: Any = installed_reactor  # its stub describes the interface, not the object
logger = logging.getLogger(__name__)
PATIENCE = 4.0  # seconds for an orderly stop
THREADS = 16  # database calls and synchronous jobs at a time; the connection pool is as large
BACKLOG = 1024


class Process:
    """What `serve` runs until it is told to stop."""

    def __init__(
        self, *, listener: socket.socket | None, with_worker: bool, announce: Callable[[], None], clean_up: Callable[[], None]
    ) -> None:
        self.listener = listener
        self.with_worker = with_worker
        self.announce = announce
        self.clean_up = clean_up
        self.sockets: Sockets | None = None
        self.failure: BaseException | None = None
        self._stopping = asyncio.Event()

    def run(self) -> None:
        """Serve until SIGINT or SIGTERM; raises what made a part impossible to start."""
        twisted_loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="database"))
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            twisted_loop.add_signal_handler(number, self.stop)
        life = twisted_loop.create_task(self._live())
        if self.listener:
            self._web(self.listener).run()
        else:
            reactor.run(installSignalHandlers=False)
        if not life.done():  # the reactor did not run at all
            raise CannotServe("The port was taken by another program meanwhile: start again.")
        if self.failure:
            raise self.failure

    def stop(self) -> None:
        """Begin an orderly stop; asked a second time, end at once."""
        if self._stopping.is_set():
            os._exit(130)
        STATE.is_stopping = True  # /health/ready says so before anything closes
        self._stopping.set()
        deadline = threading.Timer(PATIENCE, self._give_up)
        deadline.daemon = True
        deadline.start()

    def _web(self, listener: socket.socket) -> WebServer:
        from chatbot.asgi import application

        self.sockets = Sockets(application)
        STATE.open_sockets = self.sockets.__len__
        host, port = listener.getsockname()[:2]
        listener.close()  # Twisted takes the address over
        frame_bytes = conf.load().limits.frame_bytes
        return WebServer(
            application=self.sockets,
            endpoints=[f"{endpoint}:backlog={BACKLOG}" for endpoint in build_endpoint_description_strings(host, port)],
            signal_handlers=False,
            http_timeout=120,
            websocket_max_message_size=frame_bytes,
            websocket_max_frame_size=frame_bytes,
            # The proxy that ends TLS must set X-Real-IP itself; a list that visitors can extend is not trusted.
            proxy_forwarded_address_header="X-Real-IP" if conf.load().web.behind_tls else None,
            server_name="",
        )

    async def _live(self) -> None:
        """Run the parts until the stop is asked for, then end them in order, and the loop."""
        try:
            async with AsyncExitStack() as parts:
                if await self._has_started(parts):
                    self.announce()
                await self._stopping.wait()
                if self.sockets:
                    await self.sockets.close()
        except Exception as error:
            self.failure = error
        finally:
            reactor.callLater(0.1, reactor.stop)  # the close frames leave first

    async def _has_started(self, parts: AsyncExitStack) -> bool:
        """Start the parts; returns False when the stop was asked for meanwhile."""
        starting = asyncio.create_task(self._start(parts))
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not starting.done():
            starting.cancel()
            await asyncio.gather(starting, return_exceptions=True)
            return False
        starting.result()
        return True

    async def _start(self, parts: AsyncExitStack) -> None:
        if self.with_worker:
            STATE.runs_worker = True
            working = asyncio.create_task(work(), name="worker")
            parts.push_async_callback(_end, working)
        current = engine.current()
        if current:
            STATE.runs_engine = True
            parts.push_async_callback(current.stop)
            await current.start()
            parts.push_async_callback(_end, asyncio.create_task(watch(), name="effort"))

    def _give_up(self) -> None:
        """End although a thread still works: its job is queued again at the next start."""
        logger.warning("stopped without waiting for a running job")
        self.clean_up()
        os._exit(0)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
