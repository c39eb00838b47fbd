import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from chatbot.knowledge.articles import Draft, publish, save_draft
from chatbot.knowledge.models import Article, ArticleVersion
from chatbot.knowledge.tasks import publish_version

pytestmark = pytest.mark.django_db
ADD = "/admin/knowledge/article/add/"


def signed_in(person):
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="knowledge"))
    client = Client(headers={"accept-language": "fr"})
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(site, **changed):
    return {
        "site": site.pk, "external_id": "retours", "language": "fr", "theme": "", "url": "",
        "title": "Retours", "body": "## Délai\n\nVous avez **30 jours**.", **changed,
    }  # fmt: skip


@pytest.fixture
def client(alice):
    return signed_in(alice)


def test_an_article_is_written_as_a_draft_that_no_customer_sees(client, site):
    client.post(ADD, {**words(site), "_continue": "1"})
    article = Article.objects.get()
    assert article.published is None and article.versions.get().body == "## Délai\n\nVous avez **30 jours**."


def test_it_is_published_in_the_background(client, site):
    client.post(ADD, {**words(site), "_publish": "1"})
    version = ArticleVersion.objects.get()
    assert version.published_at is None
    publish_version(version_id=version.pk)
    assert Article.objects.get().published == version and version.passages.exists()


def test_changed_words_are_a_new_version_and_the_published_one_stays(client, site):
    publish(save_draft(site, Draft("retours", "fr", "Retours", "Vous avez 30 jours.")))
    article = Article.objects.get()
    client.post(f"/admin/knowledge/article/{article.pk}/change/", {**words(site, body="Vous avez 14 jours."), "_continue": "1"})
    article.refresh_from_db()
    assert article.published.body == "Vous avez 30 jours." and article.versions.first().number == 2
    assert "nouveau brouillon" in client.get("/admin/knowledge/article/").text


def test_unchanged_words_make_no_version(client, site):
    for _ in range(2):
        client.post(ADD, {**words(site), "_continue": "1"})
    assert ArticleVersion.objects.count() == 1


def test_an_older_version_is_never_published_over_a_newer_one(site):
    old = save_draft(site, Draft("retours", "fr", "Retours", "Trente jours."))
    save_draft(site, Draft("retours", "fr", "Retours", "Quatorze jours."))
    publish_version(version_id=old.pk)
    assert Article.objects.get().published is None


def test_it_is_withdrawn_at_once(client, site):
    publish(save_draft(site, Draft("retours", "fr", "Retours", "Vous avez 30 jours.")))
    article = Article.objects.get()
    client.post(f"/admin/knowledge/article/{article.pk}/change/", {**words(site, body="Vous avez 30 jours."), "_withdraw": "1"})
    article.refresh_from_db()
    assert article.published is None


def test_the_preview_is_what_customers_read_and_harmless(client, site):
    save_draft(site, Draft("retours", "fr", "Retours", "Vous avez **30 jours**. <script>alert(1)</script>"))
    page = client.get(f"/admin/knowledge/article/{Article.objects.get().pk}/preview/").text
    assert "<strong>30 jours</strong>" in page and "<script>alert" not in page


def test_another_companys_people_see_nothing(charlie, site):
    save_draft(site, Draft("retours", "fr", "Retours-canari", "Vous avez 30 jours."))
    client, article = signed_in(charlie), Article.objects.get()
    assert "canari" not in client.get("/admin/knowledge/article/").text
    assert client.get(f"/admin/knowledge/article/{article.pk}/change/").status_code == 302
    assert client.get(f"/admin/knowledge/article/{article.pk}/preview/").status_code == 404
    assert "Maison Lune" not in client.get(ADD).text
