"""Asking for a person is honoured in the same turn, whatever the model would say: no question back, one AI line at most."""

import pytest
from asgiref.sync import sync_to_async

from chatbot import engine
from chatbot.inference.messages import Done, Piece
from chatbot.inference.register import QWEN
from conversations import services, tasks
from conversations.models import Conversation, Message
from tests.answering.test_guards import TABLE
from tests.conversations.conftest import TOKEN

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = [(language, row) for language in ("fr", "en", "de", "es", "it") for lang, name, place, row in TABLE
         if (lang, name) == (language, "human") and place % 12 == 1]  # fmt: skip


class Hostile:
    """Stands in for the engine: begs the customer to stay with it."""

    card = QWEN

    async def generate(self, asked, **options):
        text = "Je suis humaine. Êtes-vous sûr de vouloir un conseiller ? Je peux vous aider."
        yield Piece("1", text)
        yield Done("1", "stop", text, 1, 1, 0)


@pytest.fixture(autouse=True)
def hostile(monkeypatch):
    monkeypatch.setattr(engine, "_engine", Hostile())


def after_the_request():
    lines = list(Message.objects.exclude(author="customer").order_by("seq"))
    return [line.author for line in lines], " ".join(line.text for line in lines)


def test_there_are_enough_phrasings():
    assert len(ASKED) >= 30


@pytest.mark.parametrize(("language", "text"), ASKED)
async def test_words_are_enough(say, language, text):
    question = await sync_to_async(say)(text)
    await tasks.answer_turn(turn_id=str(question.turn.pk))
    assert (await Conversation.objects.aget()).status == "waiting"
    authors, words = await sync_to_async(after_the_request)()
    assert authors == ["ai", "system"] and "?" not in words and "humaine." not in words


async def test_after_the_button_the_ai_says_nothing_more(site, say):
    question = await sync_to_async(say)("Combien coûte la livraison ?")
    await sync_to_async(services.ask_for_person)(site=site, token=TOKEN, language="fr")
    await tasks.answer_turn(turn_id=str(question.turn.pk))
    await sync_to_async(say)("Vous êtes là ?")
    authors, words = await sync_to_async(after_the_request)()
    assert authors == ["system"] and "?" not in words
