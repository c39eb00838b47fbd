import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from chatbot.knowledge.articles import publish_requested
from chatbot.knowledge.models import Article, ArticleVersion
from chatbot.knowledge.search import search

pytestmark = pytest.mark.django_db
WORDS = {"title": "Retours", "body": "## Délais\r\n\r\nVous avez **trente** jours.", "url": "", "theme": "", "base": ""}
LIST = reverse("admin:knowledge_article_changelist")
ADD = reverse("admin:knowledge_article_add")


@pytest.fixture
def editor(client, alice):
    """Alice, who may write her own site's articles; pages are in English."""
    alice.user_permissions.add(*Permission.objects.filter(content_type__app_label="knowledge"))
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def canary(published, other_site):
    return published("canari", "Le canari de Soleil", "Il chante.", at=other_site)


def write(client, site, **fields):
    """Fill in the form of a new article; returns the article."""
    answer = client.post(ADD, {**WORDS, "site": site.pk, "language": "fr", "external_id": "", "_continue": "", **fields})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    return Article.objects.latest("pk")


def change(client, article, **fields):
    """Fill in the form of an article; Django counts the rows of the inline as well."""
    inline = {"versions-TOTAL_FORMS": 0, "versions-INITIAL_FORMS": 0}
    base = article.versions.first().number
    return client.post(page("change", article), {**WORDS, **inline, "base": base, "_continue": "", **fields})


def page(name, article):
    return reverse(f"admin:knowledge_article_{name}", args=[article.pk])


def test_saving_makes_a_draft_with_an_id_from_the_title(editor, site):
    article = write(editor, site)
    assert (article.external_id, article.versions.get().body) == ("retours", "## Délais\n\nVous avez **trente** jours.")
    assert write(editor, site).external_id == "retours-2"
    assert search("trente jours", site=site) == [] and not ProcrastinateJob.objects.exists()


def test_an_edit_is_a_new_version_and_the_same_words_are_none(editor, site):
    article = write(editor, site)
    assert change(editor, article).status_code == 302
    assert article.versions.count() == 1
    change(editor, article, body="Vous avez soixante jours.")
    assert [version.number for version in article.versions.all()] == [2, 1]


def test_nobody_buries_what_a_colleague_saved_meanwhile(editor, site):
    article = write(editor, site)
    change(editor, article, body="De Bob.")
    answer = change(editor, article, body="D’Alice.", base=1)
    assert "Somebody saved version 2 while you were writing" in answer.text and "D’Alice." in answer.text
    assert article.versions.count() == 2


def test_publishing_leaves_the_indexing_to_a_job_and_shows_how_it_stands(editor, site, embedder):
    answer = editor.post(ADD, {**WORDS, "site": site.pk, "language": "fr", "external_id": "", "_publish": ""}, follow=True)
    article = Article.objects.get()
    assert embedder.embedded == [] and article.published is None
    assert "being indexed" in answer.text and 'http-equiv="refresh"' in answer.text
    publish_requested(ProcrastinateJob.objects.get().args["version_id"])
    after = editor.get(page("preview", article)).text
    assert "Published: customers get answers from it. Search reads 1 passage." in after and "http-equiv" not in after


def test_a_job_that_gave_up_is_shown(editor, site):
    article = write(editor, site)
    editor.post(page("publish", article), {"version": article.versions.get().pk})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    text = editor.get(page("preview", article)).text
    assert "could not be indexed" in text and "Publish version 1" in text


def test_the_preview_is_what_customers_see_and_runs_nothing(editor, site):
    article = write(editor, site, body="**Trente** jours <script>alert(1)</script>")
    text = editor.get(page("preview", article)).text
    assert "<strong>Trente</strong>" in text and "<script>alert(1)" not in text
    assert "A draft. No customer sees it." in text


def test_an_earlier_version_can_be_seen_and_published_again(editor, site):
    article = write(editor, site)
    change(editor, article, body="Vous avez soixante jours.")
    assert "<strong>trente</strong>" in editor.get(page("preview", article), {"version": 1}).text
    assert editor.get(page("preview", article), {"version": 99}).status_code == 404
    first = article.versions.get(number=1)
    editor.post(page("publish", article), {"version": first.pk})
    publish_requested(first.pk)
    assert Article.objects.get().published == first


def test_withdrawing_is_one_button(editor, site, published):
    article = published("retours", "Retours", "Trente jours.")
    assert editor.get(page("withdraw", article)).status_code == 302
    assert search("trente", site=site)
    assert "no longer get answers" in editor.post(page("withdraw", article), follow=True).text
    assert not search("trente", site=site)


def test_the_list_shows_filters_and_finds(editor, site, published):
    published("retours", "Retours", "Trente jours.")
    write(editor, site, title="Garantie", body="Deux ans.")
    text = editor.get(LIST).text
    assert "Retours" in text and 'data-state="published"' in text and 'data-state="draft"' in text
    assert "Retours" not in editor.get(LIST, {"state": "draft"}).text
    found = editor.get(LIST, {"q": "deux ans"}).text
    assert "Garantie" in found and "Retours" not in found


def test_many_are_published_and_withdrawn_at_once(editor, site, published):
    one, two = write(editor, site), published("deux", "Deux", "Deux.")
    chosen = {"_selected_action": [one.pk, two.pk]}
    assert "2 articles are being indexed" in editor.post(LIST, {**chosen, "action": "publish_newest"}, follow=True).text
    assert ProcrastinateJob.objects.filter(task_name="publish_article").count() == 2
    assert "2 articles were withdrawn" in editor.post(LIST, {**chosen, "action": "withdraw_chosen"}, follow=True).text
    assert not Article.objects.exclude(published=None, publishing=None).exists()


def test_another_companys_articles_are_not_there(editor, canary):
    assert "canari" not in editor.get(LIST).text
    assert "Soleil" not in editor.get(ADD).text
    for name in ("change", "delete"):
        assert editor.get(page(name, canary)).status_code in {302, 404}
    version = canary.versions.get()
    assert editor.get(page("preview", canary)).status_code == 404
    assert editor.post(page("publish", canary), {"version": version.pk}).status_code == 404
    assert editor.post(page("withdraw", canary)).status_code == 404
    editor.post(LIST, {"_selected_action": [canary.pk], "action": "withdraw_chosen"})
    canary.refresh_from_db()
    assert canary.published == version


def test_an_article_cannot_be_written_into_another_companys_site(editor, site, other_site):
    answer = editor.post(ADD, {**WORDS, "site": other_site.pk, "language": "fr", "external_id": "x"})
    assert answer.status_code == 200 and not Article.objects.exists()


def test_a_version_of_another_article_cannot_be_published_here(editor, site, canary):
    article = write(editor, site)
    for version in (canary.versions.get().pk, "x", "", 10**30):
        assert editor.post(page("publish", article), {"version": version}).status_code == 404


def test_an_adviser_without_the_right_reads_nothing(client, bob, published):
    article = published("retours", "Retours", "Trente jours.")
    client.force_login(bob, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(LIST).status_code == 403
    for name in ("preview", "publish", "withdraw"):
        assert client.post(page(name, article)).status_code in {403, 404}
    assert ArticleVersion.objects.count() == 1


def test_a_visitor_is_sent_to_the_door(client, published):
    article = published("retours", "Retours", "Trente jours.")
    assert client.get(page("preview", article)).status_code == 302
