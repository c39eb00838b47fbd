from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conversations import article_use
from conversations.messages import add_message
from conversations.models import Conversation, Customer, Feedback, Message, Turn
from tests.knowledge.conftest import embedder, published  # noqa: F401

pytestmark = pytest.mark.django_db
LIST = reverse("admin:knowledge_article_changelist")


@pytest.fixture
def cite():
    """Store an answer that names an article."""

    def make(site, external_id, *, status="answered", days=0, thumb=None):
        customer = Customer.objects.create(site=site, token_hash=uuid4().hex)
        talk = Conversation.objects.create(site=site, customer=customer, reference=uuid4().hex[:8].upper(), language="fr")
        question = add_message(talk, author=Message.Author.CUSTOMER, text="?", client_id=uuid4())
        sources = [{"id": external_id, "title": "", "url": ""}]
        answer = add_message(talk, author=Message.Author.AI, text="…", origin="extractive", sources=sources)
        turn = Turn.objects.create(site=site, conversation=talk, question=question, answer=answer, state="done", status=status)
        Turn.objects.filter(pk=turn.pk).update(created_at=timezone.now() - timedelta(days=days))
        if thumb:
            Feedback.objects.create(message=answer, site=site, value=thumb)

    return make


@pytest.fixture
def editor(client, alice):
    alice.user_permissions.add(*Permission.objects.filter(content_type__app_label="knowledge"))
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def titles(page):
    return {article.external_id for article in page.context["cl"].result_list}


def test_it_counts_the_answers_that_cited_an_article_and_their_thumbs(site, published, cite):  # noqa: F811
    article = published("retours", "Retours", "Trente jours.")
    cite(site, "retours", thumb=1)
    cite(site, "retours", days=40, thumb=-1)
    cite(site, "retours", days=100)
    cite(site, "retours", status="not_found")
    use = article_use.uses([site])[article.pk]
    assert (use.last_30, use.last_90, use.useful, use.useless) == (1, 2, 1, 1)
    assert use.last_at.date() == timezone.now().date()


def test_the_list_finds_what_nobody_was_answered_from(editor, site, published, cite):  # noqa: F811
    for name in ("retours", "garantie"):
        published(name, name.title(), "Un texte.")
    cite(site, "retours", thumb=-1)
    assert "1 / 1" in editor.get(LIST).text and "0 / 1" in editor.get(LIST).text
    found = {use: titles(editor.get(LIST, {"use": use})) for use in ("never", "used", "useless")}
    assert found == {"never": {"garantie"}, "used": {"retours"}, "useless": {"retours"}}


def test_an_article_of_the_same_name_elsewhere_counts_for_itself(editor, site, other_site, published, cite):  # noqa: F811
    published("retours", "Retours", "Trente jours.")
    published("retours", "Retours de Soleil", "Dix jours.", at=other_site)
    cite(other_site, "retours")
    assert titles(editor.get(LIST, {"use": "never"})) == {"retours"}
    assert article_use.uses([site]) == {}


def test_one_query_serves_columns_and_filter(editor, site, published, cite):  # noqa: F811
    for number in range(5):
        published(f"a{number}", f"Titre {number}", "Un texte.")
    cite(site, "a1")
    with CaptureQueriesContext(
        connection,
    ) as told:
        editor.get(LIST, {"use": "never"})
    assert sum("jsonb_array_elements" in query["sql"] for query in told.captured_queries) == 1
