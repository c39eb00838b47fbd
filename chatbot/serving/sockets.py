"""The sockets open in this process: counted, and closed in order when it stops."""

from collections.abc import Awaitable, Callable
from typing import Any

SERVICE_RESTART = 1012

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


class Sockets:
    """An ASGI application around another, which tells its sockets when the service restarts."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.is_closing = False
        self._open: set[Send] = set()

    def __len__(self) -> int:
        return len(self._open)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.application(scope, receive, send)
        elif self.is_closing:
            await send({"type": "websocket.close", "code": SERVICE_RESTART})
        else:
            self._open.add(send)
            try:
                await self.application(scope, receive, send)
            finally:
                self._open.discard(send)

    async def close(self) -> None:
        """Close every socket with 1012, so that browsers come back by themselves, and accept no new one."""
        self.is_closing = True
        for send in tuple(self._open):
            await send({"type": "websocket.close", "code": SERVICE_RESTART})
