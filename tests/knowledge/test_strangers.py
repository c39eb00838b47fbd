"""How near questions come that have nothing to do with a site: each site's own level, taken again as the site grows."""

import pytest

from chatbot.knowledge import strangers
from chatbot.knowledge.search import search


def level(site, query="colis"):
    return search(query, site=site)[0].strangers


@pytest.fixture
def other_trades(monkeypatch):
    monkeypatch.setattr(strangers, "QUESTIONS", {"fr": ["retour du colis", "prix du gaz"], "en": ["gas price"]})


@pytest.mark.django_db
def test_it_is_higher_where_articles_resemble_what_strangers_ask(site, other_trades, published):
    published("a", "Ampoules", "Quelle ampoule choisir pour une lampe ?")
    far = level(site)
    published("b", "Prix du gaz", "prix du gaz et retour du colis")
    assert level(site) > far


@pytest.mark.django_db
def test_it_is_each_languages_own(site, other_trades, published):
    published("a", "Prix du gaz", "prix du gaz et retour du colis")
    published("b", "Lamps", "Which lamp to choose", language="en")
    assert level(site, "gaz") > search("lamp", site=site, language="en")[0].strangers


def test_both_languages_have_as_many_questions():
    assert len({len(questions) for questions in strangers.QUESTIONS.values()}) == 1
