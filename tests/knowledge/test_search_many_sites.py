"""One index of meaning serves all sites: a small site must not lose its passages among those of large ones."""

import pytest
from django.db import connection

from chatbot.knowledge import search as module
from chatbot.knowledge.articles import Draft, save_draft
from chatbot.knowledge.models import Article, Passage
from chatbot.knowledge.search import search

pytestmark = pytest.mark.django_db
QUERY = "combien de jours pour renvoyer une lampe"


@pytest.fixture
def crowd(other_site, embedder):
    """600 passages of another site, all nearer to the question than ours."""
    version = save_draft(other_site, Draft("foule", "fr", "Foule", "x"))
    Article.objects.update(published=version)
    Passage.objects.bulk_create(
        Passage(
            version=version, site=other_site, language="fr", position=n, text=QUERY, embedding=embedder.query(QUERY), live=True
        )
        for n in range(600)
    )


@pytest.fixture
def by_index(db):
    """Have PostgreSQL read the index of meaning even where so few passages would be sorted sooner."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute("DROP INDEX passage_live")


@pytest.fixture
def ours(site, published):
    for number in range(8):
        published(f"article-{number}", f"Sujet {number}", f"Rien de commun, numéro {number}.")


def test_a_small_site_is_searched_completely(by_index, site, ours, crowd):
    assert len(search(QUERY, site=site)) == 8


def test_without_going_on_the_scan_would_miss_them(by_index, site, ours, crowd, monkeypatch):
    monkeypatch.setitem(module.SETTINGS, "hnsw.iterative_scan", "off")
    assert len(search(QUERY, site=site)) < 8


def test_what_the_indexes_propose_is_scored_like_everything_else(site, ours, monkeypatch):
    everything = [(hit.external_id, hit.score) for hit in search("Sujet 3 commun", site=site)]
    monkeypatch.setattr(module, "CANDIDATES", 1)
    monkeypatch.setattr(module, "POSTINGS", 1)
    assert search("Sujet 3 commun", site=site, limit=1)[0].external_id == everything[0][0]
