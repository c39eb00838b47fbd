"""Whoever writes that they withdraw from an order gets the withdrawal page, in five languages; who only asks about it, articles."""

import pytest

from chatbot.answering.guards import guard
from chatbot.answering.texts import TEXTS

WITHDRAWS = """
    Je me rétracte|Je souhaite me rétracter de ma commande|Je veux exercer mon droit de rétractation|j'exerce mon droit de retractation
    Comment me rétracter ?|Bonjour, je vous notifie ma rétractation
    I want to withdraw from my order|I hereby withdraw from the contract|I'd like to exercise my right of withdrawal
    How can I withdraw from my purchase?
    Ich möchte meine Bestellung widerrufen|Hiermit widerrufe ich meinen Kauf|Ich will den Vertrag widerrufen
    Quiero desistir de mi pedido|Ejerzo mi derecho de desistimiento|Desisto de la compra
    Voglio recedere dal contratto|Esercito il diritto di recesso|Vorrei recedere dal mio ordine
    """
ASKS = """
    Quel est le délai de rétractation ?|Le droit de rétractation s'applique-t-il aux ampoules ?|Je veux retirer ma commande en magasin
    How long is the withdrawal period?|Can I withdraw money?|I want to withdraw my consent
    Wie lange ist die Widerrufsfrist?|¿Qué plazo de desistimiento hay?|Quanto dura il diritto di recesso?
    """


def phrases(text):
    return [phrase.strip() for line in text.strip().splitlines() for phrase in line.split("|")]


@pytest.mark.parametrize("phrase", phrases(WITHDRAWS))
def test_a_withdrawal_is_recognised(phrase):
    found = guard(phrase)
    assert found and found.name == "withdrawal", (phrase, found)


@pytest.mark.parametrize("phrase", phrases(ASKS))
def test_a_question_about_it_goes_on_to_search(phrase):
    found = guard(phrase)
    assert found is None or found.name != "withdrawal", (phrase, found)


def test_it_is_worded_in_five_languages():
    assert set(TEXTS["withdrawal"]) == set(TEXTS["withdrawal_person"]) == {"fr", "en", "de", "es", "it"}
