"""A platform takes notices of illegal content, gives a receipt, and a person decides and tells the sender."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from chatbot.sites.checks import missing
from chatbot.sites.models import Site
from compliance.models import AuditEntry
from conversations import notices, tasks
from conversations.models import ContentNotice

pytestmark = pytest.mark.django_db
GIVEN = {
    "url": "https://example.eu/p/1",
    "reason": "Contrefaçon",
    "name": "Dana",
    "email": "dana@example.eu",
    "is_good_faith": "on",
}


@pytest.fixture
def platform(site, settings):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.example.eu", "aide@example.eu"
    Site.objects.filter(pk=site.pk).update(profiles=["platform"], authority_email="dsa@example.eu")
    site.refresh_from_db()
    return site


def send(site, **given):
    whole = {name: value for name, value in (GIVEN | given).items() if value}
    return Client().post(f"/notice/?lang=fr&site={site.public_key}", whole)


def test_a_notice_gets_a_reference_and_a_receipt(platform):
    page = send(platform)
    notice = ContentNotice.objects.get()
    assert notice.reference in page.text and notice.reason == "Contrefaçon"
    assert mail.outbox[0].to == [GIVEN["email"]] and notice.reference in mail.outbox[0].subject
    assert AuditEntry.objects.get(event="notice_received").object_id == str(notice.pk)


@pytest.mark.parametrize("lacks", ["url", "reason", "name", "email", "is_good_faith"])
def test_what_the_law_asks_for_cannot_be_left_out(platform, lacks):
    page = send(platform, **{lacks: ""})
    assert page.status_code == 400 and not ContentNotice.objects.exists() and not mail.outbox
    assert page.text.count('href="#') == 2 and f'<a href="#{lacks}">' in page.text  # the other skips to the content
    assert page.text.count('class="fault"') == 1 and f'id="{lacks}-fault"' in page.text
    kept = {name: text for name, text in GIVEN.items() if name not in {lacks, "is_good_faith"}}
    assert all(text in page.text for text in kept.values())
    assert ("required checked" in page.text) == (lacks != "is_good_faith")


def test_everything_that_is_wrong_is_said_at_once_beside_its_field(platform):
    page = send(platform, url="example", reason=" ", email="dana", is_good_faith="")
    assert page.text.count('aria-invalid="true"') == page.text.count('class="fault"') == 4


def test_the_abuse_of_children_may_be_reported_without_a_name(platform):
    assert send(platform, name="", email="", is_child_abuse="on").status_code == 200
    assert ContentNotice.objects.get().is_child_abuse and not mail.outbox


def test_a_person_decides_once_and_the_sender_is_told(platform, alice):
    send(platform)
    notice, client = ContentNotice.objects.get(), Client()
    alice.is_superuser = True
    alice.save()
    client.force_login(alice)
    page = f"/admin/conversations/contentnotice/{notice.pk}/change/"
    assert client.post(page, {"outcome": "removed", "grounds": ""}).status_code == 200 and len(mail.outbox) == 1
    assert client.post(page, {"outcome": "removed", "grounds": "La marque est protégée."}).status_code == 302
    body = mail.outbox[1].body
    assert "Le contenu a été retiré" in body and "La marque est protégée." in body and "Aucun moyen automatisé" in body
    notice.refresh_from_db()
    assert notice.decided_by == alice and notice.is_mailed
    assert client.post(page, {"outcome": "kept", "grounds": "Non"}).status_code == 403 and len(mail.outbox) == 2
    assert notice.reference in client.get("/admin/conversations/contentnotice/").text


def test_it_is_decided_in_the_senders_language(platform):
    Client().post(f"/notice/?lang=de&site={platform.public_key}", GIVEN)
    notice = ContentNotice.objects.get()
    notice.outcome, notice.grounds = "kept", "Zitat"
    assert "Ihre Meldung" in mail.outbox[0].subject
    assert "Entscheidung: Der Inhalt bleibt bestehen." in notices.decision(notice)[1]


def test_it_is_deleted_five_years_after_the_decision_and_never_before_one(platform, alice, monkeypatch):
    send(platform)
    send(platform, url="https://example.eu/p/2")
    decided, still_open = ContentNotice.objects.order_by("created_at")
    decided.outcome, decided.grounds = "removed", "Contrefaçon"
    notices.decide(decided, adviser=alice)
    real = timezone.now
    for years, left in [(4.99, {decided, still_open}), (5.01, {still_open})]:
        monkeypatch.setattr(timezone, "now", lambda years=years: real() + timedelta(days=years * 365.25))
        tasks.forget_notices(0)
        assert set(ContentNotice.objects.all()) == left
    assert AuditEntry.objects.get(event="notice_deleted").object_id == str(decided.pk)
    assert not AuditEntry.objects.filter(details__icontains="dana").exists()


def test_the_contact_page_names_the_contacts_of_a_platform_alone(site, platform, other_site):
    own = Client().get(f"/contact/?lang=fr&site={platform.public_key}").text
    other = Client().get(f"/contact/?lang=fr&site={other_site.public_key}").text
    assert "dsa@example.eu" in own and "/notice/" in own and "/notice/" not in other
    assert Client().get(f"/notice/?site={other_site.public_key}").status_code == 404


def test_a_platform_must_name_a_contact_for_authorities(platform):
    assert not any("authorities" in lack for lack in missing(platform))
    platform.authority_email = ""
    assert any("authorities" in lack for lack in missing(platform))
