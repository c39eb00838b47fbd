"""A withdrawal in words: the page for it, the time it was written, and no model."""

import pytest
from asgiref.sync import sync_to_async

from chatbot import engine
from compliance.models import AuditEntry
from conversations import tasks
from conversations.frames import message_frame
from conversations.models import Message
from tests.conversations.test_ai_switch import Forbidding

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "https://boutique.example/retractation"


@pytest.fixture
async def answered(site, say, monkeypatch):
    """Ask, let the job answer, and return the answer as the customer's page gets it."""

    async def ask(text):
        monkeypatch.setattr(engine, "_engine", Forbidding())
        question = await sync_to_async(say)(text)
        await tasks.answer_turn(turn_id=str(question.turn.pk))
        answer = await Message.objects.select_related("conversation__site").aget(author="ai")
        return question, await sync_to_async(message_frame)(answer)

    return ask


async def test_it_gives_the_page_as_a_link_and_keeps_the_time(site, answered):
    site.withdrawal_url = PAGE
    await site.asave()
    question, frame = await answered("Je me rétracte de ma commande")
    assert f'href="{PAGE}"' in frame["html"] and frame["origin"] == "fixed"
    kept = await AuditEntry.objects.aget(event="withdrawal_intent")
    assert kept.details["written_at"] == question.created_at.isoformat()


async def test_without_a_page_a_person_deals_with_it(answered):
    _question, frame = await answered("I want to withdraw from my order")
    assert "a person at Maison Lune will deal with it" in frame["text"]
    assert await AuditEntry.objects.filter(event="withdrawal_intent").aexists()
