import hashlib

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from chatbot.knowledge import articles
from chatbot.knowledge.articles import Draft, publish, publish_requested, request_publication, save_draft, withdraw
from chatbot.knowledge.models import Article
from chatbot.knowledge.search import search
from chatbot.knowledge.states import State, with_state

pytestmark = pytest.mark.django_db
ONE = Draft("retours", "fr", "Retours", "Vous avez trente jours.")
TWO = Draft("retours", "fr", "Retours", "Vous avez soixante jours.")


def state():
    return with_state(Article.objects.all()).get().state


def test_a_draft_is_a_version_that_nobody_finds(site):
    version = save_draft(site, ONE)
    assert version.digest == hashlib.sha256(b"Retours\0Vous avez trente jours.").hexdigest()
    assert (version.number, version.published_at, state()) == (1, None, State.DRAFT)
    assert search("trente jours", site=site) == []


def test_an_unchanged_draft_is_the_same_version(site):
    assert save_draft(site, ONE) == save_draft(site, ONE)
    assert save_draft(site, TWO).number == 2


def test_what_is_published_stays_until_the_next_version_is_indexed(site, monkeypatch):
    publish(save_draft(site, ONE))
    second = save_draft(site, TWO)
    assert state() == State.CHANGED

    def broken(*_arguments):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(articles, "_search_vector", broken)
        with pytest.raises(RuntimeError), transaction.atomic():
            publish(second)
    assert [hit.text for hit in search("combien de jours", site=site)] == [ONE.body]
    publish(second)
    assert [hit.text for hit in search("combien de jours", site=site)] == [TWO.body]
    assert state() == State.PUBLISHED


def test_passages_are_slices_of_the_versions_body(site):
    body = "Intro **forte**.\n\n## Délais\n\n" + "Une phrase de plus, avec  deux blancs. " * 80
    version = save_draft(site, Draft("long", "fr", "Long", body))
    publish(version)
    passages = list(version.passages.all())
    assert len(passages) > 2
    assert all(passage.text in body for passage in passages)
    assert [passage.heading for passage in passages][:2] == ["", "Délais"]


def test_title_heading_and_text_are_embedded_together(site, embedder):
    publish(save_draft(site, Draft("a", "fr", "Retours", "## Délais\n\nTrente **jours**.")))
    assert embedder.embedded == ["Retours. Délais. Trente jours.", "Retours"]


def test_the_admin_asks_a_job_to_publish(site):
    version = save_draft(site, ONE)
    request_publication(version)
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args, job.lock) == ("publish_article", {"version_id": version.pk}, f"article-{version.article_id}")
    assert state() == State.INDEXING and not search("trente", site=site)
    publish_requested(version.pk)
    assert state() == State.PUBLISHED and search("trente", site=site)


def test_a_job_publishes_nothing_that_was_withdrawn_meanwhile(site):
    version = save_draft(site, ONE)
    request_publication(version)
    withdraw(version.article)
    publish_requested(version.pk)
    assert not search("trente", site=site)


def test_a_job_publishes_nothing_that_was_withdrawn_while_it_embedded(site, monkeypatch):
    version = save_draft(site, ONE)
    request_publication(version)
    real = articles._index

    def withdrawn_meanwhile(*arguments):
        withdraw(version.article)
        return real(*arguments)

    monkeypatch.setattr(articles, "_index", withdrawn_meanwhile)
    publish_requested(version.pk)
    assert state() == State.DRAFT and not search("trente", site=site)


def test_the_version_chosen_last_is_published_whatever_the_order_of_the_jobs(site):
    first, second = save_draft(site, ONE), save_draft(site, TWO)
    request_publication(first)
    request_publication(second)
    publish_requested(second.pk)
    publish_requested(first.pk)
    assert Article.objects.get().published == second


def test_withdrawing_hides_an_article_and_keeps_its_versions(site):
    version = save_draft(site, ONE)
    publish(version)
    withdraw(version.article)
    assert state() == State.WITHDRAWN and not search("trente", site=site)
    publish(version)
    assert version.article.versions.count() == 1 and search("trente", site=site)
