import pytest

from chatbot.knowledge.articles import Draft, publish, save_draft, withdraw
from chatbot.knowledge.models import Lexeme, Passage

pytestmark = pytest.mark.django_db


def counts(site):
    return {(one.language, one.word): one.passages for one in Lexeme.objects.filter(site=site, passages__gt=0)}


def test_words_are_counted_as_articles_are_published_changed_and_withdrawn(site, other_site, published):
    first = published("a", "Lampe", "Une lampe verte.")
    published("b", "Lampe", "Une lampe rouge.")
    published("c", "Canari", "Un canari.", at=other_site)
    assert counts(site) == {("fr", ""): 2, ("fr", "lamp"): 2, ("fr", "vert"): 1, ("fr", "roug"): 1}
    publish(save_draft(site, Draft("a", "fr", "Lampe", "Une lampe bleue.")))
    assert counts(site) == {("fr", ""): 2, ("fr", "lamp"): 2, ("fr", "bleu"): 1, ("fr", "roug"): 1}
    withdraw(first)
    assert counts(site) == {("fr", ""): 1, ("fr", "lamp"): 1, ("fr", "roug"): 1}


def test_publishing_the_same_version_again_counts_it_once(site):
    version = save_draft(site, Draft("a", "fr", "Lampe", "Une lampe verte."))
    publish(version)
    publish(version)
    assert counts(site)["fr", "lamp"] == 1


def test_deleting_an_article_or_the_site_takes_their_words_away(site, published):
    published("a", "Lampe", "Une lampe verte.").delete()
    assert counts(site) == {}
    published("b", "Lampe", "Une lampe rouge.")
    site.delete()
    assert not Lexeme.objects.exists() and not Passage.objects.exists()
