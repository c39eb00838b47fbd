"""A definition belongs to what its source defines."""

import pytest

from chatbot.answering.check import check

SOURCE = (
    "Une donnée personnelle est toute information relative à une personne physique. "
    "Un traitement de données personnelles est toute opération portant sur des données personnelles, quel que soit le procédé utilisé. "
    "The warranty is the promise to repair a lamp within two years."
)


def kinds(sentence):
    return {failure.kind for failure in check(sentence, SOURCE)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Une donnée personnelle est toute opération portant sur des données personnelles, quel que soit le procédé utilisé.",
        "Un traitement de données personnelles est toute information relative à une personne physique.",
        "The invoice is the promise to repair a lamp within two years.",
    ],
)
def test_a_definition_given_to_another_term_is_held_back(sentence):
    assert "definition" in kinds(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Les données personnelles sont toutes les informations relatives à une personne physique.",
        "Un traitement de données est toute opération portant sur des données personnelles.",
        "The warranty is a promise to repair a lamp within two years.",
        "Le traitement est réparé en deux ans.",
    ],
)
def test_a_definition_of_its_own_term_is_no_false_one(sentence):
    assert "definition" not in kinds(sentence)


@pytest.mark.parametrize(("term", "is_held"), [("donnée personnelle", True), ("traitement de données", False)])
def test_a_definition_under_a_title_that_asks_for_it_belongs_to_the_title(term, is_held):
    source = "Un traitement de données à caractère personnel, c’est quoi ?\nC’est toute opération portant sur des données personnelles."
    found = check(f"Une {term} est toute opération portant sur des données personnelles.", source)
    assert ("definition" in {failure.kind for failure in found}) == is_held
