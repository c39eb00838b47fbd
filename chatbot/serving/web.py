"""Daphne, able to tell browsers that the service restarts."""

from typing import Any

# The loop that Twisted's reactor runs on; imported before anything else that might import a reactor.
from daphne.server import Server, twisted_loop  # isort: skip

from chatbot.serving.sockets import SERVICE_RESTART

__all__ = ["WebServer", "twisted_loop"]


class WebServer(Server):
    """Daphne's server; its WebSocket library refuses close codes above 1000 that RFC 6455's registry has added since."""

    async def handle_reply(self, protocol: Any, message: dict[str, Any]) -> None:
        """Pass a message of the application on to the browser."""
        is_restart = message["type"] == "websocket.close" and message.get("code") == SERVICE_RESTART
        if is_restart and protocol.state == protocol.STATE_OPEN:
            protocol.sendCloseFrame(code=SERVICE_RESTART)
        else:
            await super().handle_reply(protocol, message)
