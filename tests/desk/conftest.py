import asyncio
import contextlib
from datetime import timedelta
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.test import Client
from django.utils import timezone

from chatbot.asgi import application
from conversations.messages import add_message
from conversations.models import Conversation, Customer, Message, Turn


@pytest.fixture
def make_conversation():
    """Store a conversation in some status, with some messages of the customer."""

    def make(site, *, status="ai", adviser=None, language="fr", texts=("Où est mon colis ?",), minutes=3, reference=None):
        customer = Customer.objects.create(site=site, token_hash=uuid4().hex)
        since = timezone.now() - timedelta(minutes=minutes)
        conversation = Conversation.objects.create(
            site=site,
            customer=customer,
            reference=reference or uuid4().hex[:8].upper(),
            language=language,
            status=status,
            adviser=adviser,
            waiting_since=since if status == "waiting" else None,
            closed_at=since if status == "closed" else None,
        )
        for text in texts:
            add_message(conversation, author=Message.Author.CUSTOMER, text=text, client_id=uuid4())
        return conversation

    return make


@pytest.fixture
def running_turn():
    """Put the AI to work on the last message of a conversation."""

    def make(conversation):
        question = conversation.messages.last()
        return Turn.objects.create(site=conversation.site, conversation=conversation, question=question, state=Turn.State.RUNNING)

    return make


@pytest.fixture
def charlies_conversation(other_site, make_conversation):
    return make_conversation(other_site, status="waiting", texts=["Secret de l’atelier"])


class Desk(WebsocketCommunicator):
    """One open desk: what it receives is JSON, and it can wait for a frame of a kind."""

    def __init__(self, cookie, origin="http://testserver"):
        headers = [(b"host", b"testserver"), (b"origin", origin.encode())]
        if cookie:
            headers.append((b"cookie", f"guichet_adviser={cookie}".encode()))
        super().__init__(application, "/ws/desk/?lang=en", headers=headers)

    async def open(self):
        """Connect and return the queue."""
        accepted, _code = await self.connect(timeout=5)
        assert accepted
        return await self.until("queue")

    async def until(self, kind, **wanted):
        """Return the first frame of that kind with those values, passing over others."""
        while True:
            frame = await self.receive_json_from(timeout=5)
            if frame["type"] == kind and wanted.items() <= frame.items():
                return frame

    async def do(self, kind, conversation, **fields):
        await self.send_json_to({"type": kind, "conversation": str(conversation.pk), **fields})

    async def settled(self):
        """Wait until everything asked so far is carried out: frames are taken in their order."""
        await self.send_json_to({"type": "ping"})
        await self.until("pong")


def session_of(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["guichet_adviser"].value


@pytest.fixture
async def desk_of(transactional_db):
    """Open desks that are closed at the end."""
    opened = []

    async def make(user=None, **kwargs):
        cookie = await sync_to_async(session_of)(user) if user else ""
        opened.append(Desk(cookie, **kwargs))
        return opened[-1]

    yield make
    for one in opened:
        with contextlib.suppress(asyncio.CancelledError, asyncio.TimeoutError, RuntimeError):
            await one.disconnect()
