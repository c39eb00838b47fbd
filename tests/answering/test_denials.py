"""What is denied and what is not, where one sentence of the sources has the verb and another the rest."""

import pytest

from chatbot.answering.check import check

SOURCES = (
    "Nous livrons la France, Monaco et huit autres pays.\n"
    "- Belgique : la livraison coûte 8,90 € et prend 3 à 4 jours ouvrés.\n"
    "Nous ne livrons pas les départements d’outre-mer, ni le Royaume-Uni. "
    "Les colis lourds ne sont livrés qu’en France et en Belgique.\n"
    "The warranty covers the lamp. Bulbs are not covered.\n"
    "Faut-il un adaptateur ? Non, si votre prise est française."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nous livrons en Belgique.",
        "Nous livrons bien en Belgique, en 3 à 4 jours ouvrés.",
        "Nous ne livrons pas le Royaume-Uni.",
        "The lamp is covered by the warranty.",
        "The bulbs are not covered.",
        "Non, si votre prise est française.",
    ],
)
def test_a_denial_elsewhere_does_not_hold_back_what_is_true(sentence):
    assert check(sentence, SOURCES) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Nous ne livrons pas en Belgique.",
        "Nous livrons au Royaume-Uni.",
        "Nous livrons en Belgique, et nous livrons le Royaume-Uni.",
        "The lamp is not covered by the warranty.",
        "The bulbs are covered.",
        "Il faut un adaptateur si votre prise est française.",
    ],
)
def test_a_denial_is_neither_added_nor_lost(sentence):
    assert "negation" in {failure.kind for failure in check(sentence, SOURCES)}
