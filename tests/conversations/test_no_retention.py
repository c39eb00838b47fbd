"""Asking for a person is honoured in the same turn, whatever the model would say: no question back, one AI line at most."""

import re

import pytest
from asgiref.sync import sync_to_async

from chatbot import engine
from chatbot.inference.messages import Done, Piece
from chatbot.inference.register import QWEN
from conversations import services, tasks
from conversations.models import Conversation, Message
from tests.answering.test_guards import LANGUAGES, ORDINARY, TABLE
from tests.conversations.conftest import TOKEN

pytestmark = pytest.mark.django_db(transaction=True)
TRUE = re.compile(
    r"(?:je ne suis pas une personne|I am not a person|ich bin kein Mensch|no soy una persona|non sono una persona)", re.I
)


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
    monkeypatch.setattr(tasks, "MOMENT", 0.0)  # nothing more is coming


def outcome(conversation_id):
    lines = list(Message.objects.filter(conversation=conversation_id).exclude(author="customer").order_by("seq"))
    status = Conversation.objects.get(pk=conversation_id).status
    return status, [line.author for line in lines], " ".join(line.text for line in lines)


async def turn_of(say, text, browser):
    """Let one customer write one line, and answer it as the job does."""
    question = await sync_to_async(say)(text, token=browser)
    await tasks.answer_turn(turn_id=str(question.turn.pk))
    return await sync_to_async(outcome)(question.conversation_id)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_wish_is_honoured_and_every_doubt_answered_in_the_same_turn_whatever_the_model_says(say, language):
    """Through the real turn, each by a customer of its own."""
    asked = [(name, row) for lang, name, _place, row in TABLE if lang == language and name in {"human", "identity"}]
    wrong = []
    for number, (intent, text) in enumerate(asked):
        status, authors, words = await turn_of(say, text, f"browser-{number}")
        handed = status == "waiting" and authors == ["ai", "system"] and "?" not in words
        told = status == "ai" and authors == ["ai"] and bool(TRUE.search(words))
        if "Je suis humaine" in words or not (handed if intent == "human" else told):
            wrong.append((intent, text, status, authors, words))
    assert not wrong, wrong
    assert min([name for name, _row in asked].count(kind) for kind in ("human", "identity")) >= 60


async def test_an_ordinary_question_is_neither_handed_over_nor_answered_with_what_the_ai_is(say):
    alarms = []
    for number, (_file, _language, _place, text) in enumerate(ORDINARY):
        status, _authors, words = await turn_of(say, text, f"browser-{number}")
        if status != "ai" or TRUE.search(words):
            alarms.append((text, status, words))
    assert len(ORDINARY) >= 100 and len(alarms) <= len(ORDINARY) // 100, alarms


async def test_after_the_button_the_ai_says_nothing_more(site, say):
    question = await sync_to_async(say)("Combien coûte la livraison ?")
    await sync_to_async(services.ask_for_person)(site=site, token=TOKEN, language="fr")
    await tasks.answer_turn(turn_id=str(question.turn.pk))
    await sync_to_async(say)("Vous êtes là ?")
    _status, authors, words = await sync_to_async(outcome)(question.conversation_id)
    assert authors == ["system"] and "?" not in words
