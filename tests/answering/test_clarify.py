import json

import pytest

from chatbot.answering.answer import answer
from chatbot.answering.clarify import choices
from chatbot.answering.contract import Earlier, Question
from chatbot.answering.lookup import Found
from chatbot.knowledge.search import Hit
from chatbot.sites.models import Site


def hit(number, title, score=0.8, semantic=0.9):
    return Hit(number, number, f"a{number}", number, title, "", "", "text", score, 0.9, semantic, "fr", 0.84)


DELAY, RETURN = hit(1, "Remboursement : délai et moyen de paiement"), hit(2, "Retourner un article", 0.78)
FAR = hit(3, "Choisir une ampoule", 0.4)


def rivals(query, hits):
    return choices(Question(query, "fr", Site()), Found(query, hits))


def test_a_word_that_names_two_topics_is_asked_back():
    assert rivals("remboursement", [DELAY, RETURN, FAR]) == [DELAY, RETURN]


@pytest.mark.parametrize(
    "question", ["Quand suis-je remboursé ?", "Le remboursement arrive sur quel compte", "how do refunds work"]
)
def test_a_question_is_answered_not_asked_back(question):
    assert rivals(question, [DELAY, RETURN]) == []


def test_an_article_far_behind_is_no_rival():
    assert rivals("remboursement", [DELAY, FAR]) == []


def test_two_articles_on_the_same_are_no_choice():
    same = [
        hit(1, "Vidéoprotection : qui contrôle les dispositifs ?"),
        hit(2, "Vidéoprotection : qui contrôle les dispositifs ? (Copie)"),
    ]
    assert rivals("vidéoprotection", same) == []


def test_an_article_that_does_not_answer_is_no_choice():
    assert rivals("remboursement", [DELAY, hit(2, "Retourner un article", 0.78, semantic=0.7)]) == []


def test_at_most_three_are_offered():
    assert (
        len(
            rivals(
                "compte", [hit(number, f"Sujet {name}") for number, name in enumerate(("un bar", "lac", "mer", "port", "quai"))]
            )
        )
        <= 3
    )


@pytest.fixture
def found(monkeypatch, site):
    """Answer against these hits instead of a search."""
    from chatbot.answering import lookup

    def _answer(text, hits, *, earlier=()):
        monkeypatch.setattr(lookup, "_search", lambda *args: hits)

        async def last():
            return [item async for item in answer(Question(text, "fr", site, earlier), engine=None)][-1]

        return last()

    return _answer


@pytest.mark.django_db(transaction=True)
async def test_it_asks_once_then_answers_or_says_that_it_found_nothing(found):
    first = await found("remboursement", [DELAY, RETURN])
    assert (first.status, first.origin, first.choices) == ("clarify", "fixed", (DELAY.title, RETURN.title))
    assert [source.id for source in first.sources] == ["a1", "a2"]
    again = await found("remboursement", [DELAY, RETURN], earlier=(Earlier("remboursement", "clarify"),))
    assert again.status == "answered"


@pytest.mark.django_db(transaction=True)
async def test_nothing_found_twice_leads_with_the_person(found):
    nothing = [hit(1, "Loin", 0.1, semantic=0.6)]
    first = await found("Un vol pour Tokyo ?", nothing)
    assert (first.status, first.offers_person) == ("not_found", False)
    for earlier in (Earlier("Un vol pour Tokyo ?", "not_found"), Earlier("Un vol ?", "answered", is_disliked=True)):
        second = await found("Et un train pour Tokyo demain matin ?", nothing, earlier=(earlier,))
        assert second.offers_person and second.text.startswith("Un conseiller de Maison Lune")


@pytest.mark.django_db(transaction=True)
async def test_the_trace_counts_what_was_carried_and_holds_no_word(found):
    earlier = (Earlier("Livrez-vous la lampe canari@dana.example ?", "answered"),)
    whole = await found("combien ça coûte ?", [DELAY], earlier=earlier)
    memory = whole.trace["memory"]
    assert memory["resolved"] and memory["carried_words"] == 2
    assert not {"livrez", "lampe", "canari"} & set(json.dumps(memory).lower().replace('"', " ").split())
