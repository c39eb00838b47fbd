import pytest

from chatbot.knowledge.search import search_near

pytestmark = pytest.mark.django_db


def found(query, site, language):
    return [hit.external_id for hit in search_near(query, site=site, language=language)]


def test_the_questions_own_language_answers_where_it_can(site, published):
    published("fr", "Retours garantis 30 jours", "Retours sous trente jours.", language="fr")
    published("en", "Returns", "You have thirty days to return it.", language="en")
    assert found("returns within thirty days", site, "en") == ["en"]


def test_another_language_answers_what_only_it_knows(site, published):
    published("garantie", "Garantie Lumio", "La garantie Lumio dure deux ans.", language="fr")
    published("other", "Opening hours", "We open at nine.", language="en")
    assert found("garantie lumio", site, "en") == ["garantie"]


def test_a_site_of_one_language_answers_in_it(site, published):
    published("retours", "Retours", "Vous avez trente jours.")
    assert found("How do I return a lamp?", site, "en") == ["retours"]


def test_an_empty_site_has_no_answer(site):
    assert found("lampe", site, "fr") == []
