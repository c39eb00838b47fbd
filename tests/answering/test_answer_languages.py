from contextlib import aclosing

import pytest
from asgiref.sync import sync_to_async

from chatbot.answering.answer import answer
from chatbot.answering.contract import Answer, Question
from chatbot.knowledge.articles import Draft, publish, save_draft

pytestmark = pytest.mark.django_db(transaction=True)


async def ask(site, text):
    async with aclosing(answer(Question(text, "fr", site), engine=None)) as items:
        return [item async for item in items if isinstance(item, Answer)][-1]


@pytest.mark.parametrize(
    ("text", "language", "begins"),
    [("Sind Sie ein Mensch?", "de", "Nein"), ("¿Es usted una persona?", "es", "No"), ("Lei è una persona vera?", "it", "No")],
)
async def test_fixed_texts_are_in_the_customers_language(site, text, language, begins):
    found = await ask(site, text)
    assert (found.status, found.language) == ("identity", language) and found.text.startswith(begins)


async def test_a_german_question_is_answered_in_the_articles_language_and_told_so(site):
    body = "Vous pouvez retourner un article pendant 30 jours."
    await sync_to_async(lambda: publish(save_draft(site, Draft("retours", "fr", "Retourner un article", body))))()
    found = await ask(site, "Wie viele Tage habe ich, um einen Artikel zurückzugeben?")
    assert (found.status, found.text, found.language) == ("answered", body, "fr")
    assert found.trace["other_language"] == "de"  # the conversation tells it beside the answer
