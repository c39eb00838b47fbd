"""A question in a language that the site does not write in: quoted as it is, then told why in the customer's words."""

import pytest
from asgiref.sync import sync_to_async

from chatbot.answering.language import detect
from chatbot.knowledge.articles import Draft, publish_draft
from conversations import tasks
from conversations.models import Message

pytestmark = pytest.mark.django_db(transaction=True)
BODY = "Vous pouvez retourner un article pendant 30 jours."


@pytest.fixture
def answered(site, say):
    """Ask one question of a French site with one article; return what the conversation then holds after it."""
    publish_draft(site, Draft("retours", "fr", "Retourner un article", BODY))

    async def ask(text, language="fr"):
        question = await sync_to_async(say)(text, language=language)
        await tasks.answer_turn(turn_id=str(question.turn.pk))
        return [one async for one in Message.objects.filter(seq__gt=question.seq).order_by("seq")]

    return ask


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("Innerhalb von wie vielen Tagen kann ich einen Artikel retournieren?", "auf Französisch, in der Sprache des Artikels"),
        ("¿Cuántos días tengo para devolver un artículo?", "en francés, el idioma del artículo"),
        ("Quanti giorni ho per restituire un articolo?", "in francese, la lingua dell’articolo"),
    ],
)
async def test_it_quotes_the_article_byte_for_byte_and_then_says_why(answered, question, note):
    answer, said = await answered(question)
    assert (answer.author, answer.origin, answer.text) == ("ai", "extractive", BODY)
    assert (said.author, said.event) == ("system", "other_language") and note in said.text
    assert answer.language == "fr" and said.language == detect(question, "fr")


async def test_an_english_customer_of_a_french_base_is_told_in_english(answered):
    answer, said = await answered("How many days do I have to return an item?", language="en")
    assert (answer.text, answer.language) == (BODY, "fr")
    assert said.text == "We do not have this article in English. The answer above is in French, the language of the article."


async def test_on_a_french_page_a_french_answer_needs_no_note_even_if_the_question_looks_english(answered):
    (answer,) = await answered("How many days do I have to return an item?")
    assert (answer.text, answer.language) == (BODY, "fr")


async def test_a_question_in_the_sites_language_needs_no_note(answered):
    (answer,) = await answered("Combien de jours ai-je pour retourner un article ?")
    assert answer.text == BODY


async def test_what_was_not_found_is_said_in_the_customers_language_and_needs_no_note(answered):
    (answer,) = await answered("Wie lange ist der Zug von München nach Hamburg unterwegs?")
    assert answer.origin == "fixed" and "Artikeln" in answer.text
