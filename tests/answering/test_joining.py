import pytest

from chatbot.answering.guards import guard
from chatbot.answering.joining import asks, joined


@pytest.mark.parametrize(
    "text",
    [
        "Comment rendre un article ?",
        "comment rendre un article",
        "Puis-je payer en trois fois",
        "je voudrais rendre un article",
        "How do I return an item",
        "I want to cancel my order",
        "Livrez-vous en Belgique",
        "je veux parler à un conseiller",
        "devrais-je garder l’emballage",
        "will I get my money back",
    ],
)
def test_a_question_or_a_wish_asks_with_or_without_its_mark(text):
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour",
        "Hello",
        "j’ai une question",
        "J’ai un problème",
        "merci",
        "excusez-moi",
        "acheté en mars",
        "commande LU12345678",
    ],
)
def test_a_greeting_an_announcement_or_a_detail_asks_nothing(text):
    assert not asks(text)


def test_greetings_and_announcements_do_not_blur_the_question():
    assert joined(["Bonjour", "j’ai une question", "comment rendre un article ?"]) == "comment rendre un article ?"
    assert (
        joined(["Comment rendre un article ?", "acheté en promotion", "merci"])
        == "Comment rendre un article ?\nacheté en promotion"
    )


@pytest.mark.parametrize(
    "texts", [["Bonjour", "excusez-moi"], ["alors", "Bonjour"], ["j’ai une question"], ["Hello", "I have a question"]]
)
def test_greetings_alone_are_greeted(texts):
    assert guard(joined(texts)).text == "greeting"


def test_a_wish_for_a_person_after_a_greeting_is_heard():
    assert guard(joined(["Bonjour", "un conseiller"])).status == "human"
