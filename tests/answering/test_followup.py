import pytest

from chatbot.answering.contract import Earlier
from chatbot.answering.followup import content_words, leaning, topic, with_topic


@pytest.mark.parametrize(
    "text",
    [
        "pourquoi ?",
        "why?",
        "combien ça coûte ?",
        "et si je l’ai perdu ?",
        "c’est gratuit ?",
        "how much does it cost?",
        "que faire ?",
    ],
)
def test_a_question_without_a_subject_of_its_own_leans_on_what_came_before(text):
    assert leaning(text) == "surely"


@pytest.mark.parametrize("text", ["et pour la Belgique ?", "what about Germany?", "and for returns?", "et le lampadaire Fil ?"])
def test_an_opening_word_is_a_hint_that_the_articles_decide_upon(text):
    assert leaning(text) == "perhaps"


@pytest.mark.parametrize(
    "text",
    [
        "Mon entreprise surveille ses salariés, comment y mettre fin ?",
        "Quels sont les délais de livraison à domicile en France ?",
        "How long do I have to return a lamp that I bought online?",
    ],
)
def test_a_question_with_words_enough_stands_alone(text):
    assert leaning(text) == "no"


def test_the_country_is_changed_and_the_rest_kept():
    assert with_topic("et pour la Belgique ?", "Livrez-vous en France ?") == "Livrez-vous en pour la Belgique ?"
    assert "France" not in with_topic("what about Germany?", "Do you deliver to France?")


def test_the_phrase_that_a_preposition_opens_anew_is_replaced():
    assert "relais" not in with_topic("et en Suisse ?", "Combien coûte la livraison en point relais ?")


def test_the_topic_is_carried_through_several_follow_ups():
    carried = topic([Earlier("Livrez-vous la lampe Alba ?", "answered"), Earlier("combien ça coûte ?", "answered")])
    assert {"livrez", "alba", "coute"} <= set(content_words(carried))


def test_courtesies_are_no_topic():
    assert topic([Earlier("Livrez-vous en Suisse ?", "answered"), Earlier("merci", "small_talk")]) == "Livrez-vous en Suisse ?"
    assert topic([Earlier("bonjour", "small_talk")]) == ""


def test_no_identifier_is_carried_over():
    carried = topic([Earlier("Mon adresse est canari@dana.example, livrez-vous en Suisse ?", "answered")])
    assert "canari" not in carried and "EMAIL" not in carried and "Suisse" in carried
