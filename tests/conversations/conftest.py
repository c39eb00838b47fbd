import asyncio
import contextlib
from uuid import uuid4

import pytest
from channels.testing import WebsocketCommunicator

from chatbot.asgi import application
from conversations import services
from tests.conftest import ORIGIN

TOKEN = "token-of-one-browser"


@pytest.fixture
def say(site):
    """Send a message as the customer who holds `token`; returns the stored message."""

    def _say(text="Quels sont les délais de livraison ?", *, token=TOKEN, client_id=None, at=site, language="fr"):
        return services.receive_message(site=at, token=token, client_id=client_id or uuid4(), text=text, language=language)

    return _say


class Tab(WebsocketCommunicator):
    """One browser tab: what it receives is JSON, and it can wait for a frame of a kind."""

    def __init__(self, site, *, token=TOKEN, origin=ORIGIN, key=None, language="fr"):
        headers = [(b"cookie", f"guichet_customer={token}".encode())] if token else []
        if origin:
            headers.append((b"origin", origin.encode()))
        super().__init__(application, f"/ws/chat/{key or site.public_key}/?lang={language}", headers=headers)

    async def open(self, last_seq=0):
        """Connect and say hello; returns the disclosure and the state."""
        accepted, _code = await self.connect(timeout=5)
        assert accepted
        disclosure = await self.receive_json_from()
        await self.send_json_to({"type": "hello", "last_seq": last_seq})
        return disclosure, await self.until("state")

    async def until(self, kind, **wanted):
        """Return the first frame of that kind with those values, passing over others."""
        while True:
            frame = await self.receive_json_from(timeout=5)
            if frame["type"] == kind and wanted.items() <= frame.items():
                return frame

    async def say(self, text, client_id=None):
        client_id = client_id or str(uuid4())
        await self.send_json_to({"type": "message", "client_id": client_id, "text": text})
        return client_id


@pytest.fixture
async def tab(transactional_db):
    """Open tabs that are closed at the end."""
    opened = []

    def make(*args, **kwargs):
        opened.append(Tab(*args, **kwargs))
        return opened[-1]

    yield make
    for one in opened:
        with contextlib.suppress(asyncio.CancelledError, asyncio.TimeoutError, RuntimeError):
            await one.disconnect()
