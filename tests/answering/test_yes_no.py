"""A “Non” of an article is told only to who asks what it answers."""

import pytest

from chatbot.answering.drafting import fitting, own_sentence, standing
from chatbot.answering.yes_no import asks_the_same

TITLE = "Colis volé : la boutique peut-elle le remplacer ?"
TEXT = "Non. La boutique ne remplace pas les colis volés après la livraison. Portez plainte auprès de la police."


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("La boutique peut-elle remplacer un colis volé ?", TITLE),
        ("Est-ce que la boutique remplace les colis volés ?", TITLE),
        ("Peut-on retourner une lampe ?", "Retours : peut-on retourner une lampe ?"),
        ("Can I return a lamp?", "Can I return a lamp?"),
        ("Puis-je payer sans carte ?", "Puis-je payer sans carte ?"),
    ],
)
def test_it_knows_the_same_question(question, other):
    assert asks_the_same(question, other)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Un colis volé est-il assuré par la boutique ?", TITLE),
        ("Mon colis a été volé, dois-je porter plainte ?", TITLE),
        ("Comment la boutique peut-elle remplacer un colis volé ?", TITLE),
        ("La boutique refuse-t-elle de remplacer un colis volé ?", TITLE),
        ("La boutique ne peut-elle pas remplacer un colis volé ?", TITLE),
        ("La boutique peut-elle remplacer un colis volé ?", "Colis volés"),
        ("Peut-on payer après la livraison ?", "Peut-on payer avant la livraison ?"),
        ("Is delivery free?", "Is delivery paid?"),
        ("Est-ce ?", TITLE),
        ("", ""),
    ],
)
def test_it_tells_another_question(question, other):
    assert not asks_the_same(question, other)


def test_the_models_no_is_not_borne_out_by_another_questions():
    said = "Non, la police reçoit votre plainte."
    assert fitting(said, f"{TITLE}\n{TEXT}", "Un colis volé est-il assuré ?") == "La police reçoit votre plainte."
    assert fitting(said, f"{TITLE}\n{TEXT}", "La boutique peut-elle remplacer un colis volé ?") == said


def test_a_question_in_the_text_stands_before_the_title():
    text = f"Les retours sont gratuits. {TITLE} {TEXT}"
    assert fitting("Non, voyez.", f"Aide\n{text}", "La boutique peut-elle remplacer un colis volé ?") == "Non, voyez."
    assert fitting("Non, voyez.", f"Aide\n{text}", "Les retours sont-ils gratuits ?") == "Voyez."


def test_a_sentence_that_denies_another_question_stands_in_for_nothing():
    text = "Non, un colis volé n’est pas remplacé. Un colis volé se déclare à la police."
    others, same = (
        standing(one, TITLE, [text]) for one in ("Où déclarer un colis volé ?", "La boutique peut-elle remplacer un colis volé ?")
    )
    assert own_sentence("Un colis volé n’est pas remplacé.", others) == "Un colis volé se déclare à la police."
    assert own_sentence("Un colis volé n’est pas remplacé.", same).startswith("Non,")
