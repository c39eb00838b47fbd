"""Nothing leaves the machine: the main path runs with every connection but loopback's refused."""

import ipaddress
import socket
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from chatbot.knowledge.articles import Draft, publish, save_draft
from conversations import services, tasks
from conversations.models import Message
from tests.conversations.conftest import tab  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sealed(monkeypatch):
    """Refuse connections and look-ups beyond this machine; returns what was tried."""
    tried = []

    def guarded(name):
        original = getattr(socket.socket, name)

        def connect(self, address):
            if self.family != socket.AF_UNIX and not ipaddress.ip_address(address[0]).is_loopback:
                tried.append(address)
                raise ConnectionRefusedError(address)
            return original(self, address)

        monkeypatch.setattr(socket.socket, name, connect)

    for name in ("connect", "connect_ex"):
        guarded(name)
    return tried


async def test_a_whole_conversation_needs_no_other_machine(site, sealed, tab):  # noqa: F811
    draft = Draft("delais", "fr", "Délais de livraison", "La livraison en France prend deux à quatre jours ouvrés.")
    await sync_to_async(lambda: publish(save_draft(site, draft)))()
    one = tab(site)
    await one.open()
    await one.say("Quels sont les délais de livraison en France ?")
    await one.until("message", author_type="you")
    message = await Message.objects.select_related("turn").aget()
    await tasks.answer_turn(turn_id=str(message.turn.pk))
    answer = await one.until("message", author_type="ai")
    assert answer["text"] == "La livraison en France prend deux à quatre jours ouvrés." and answer["origin"] == "extractive"
    await sync_to_async(services.receive_message)(site=site, token="another", client_id=uuid4(), text="bonjour", language="fr")
    assert sealed == []


def test_the_seal_is_tight(sealed):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    assert sealed
