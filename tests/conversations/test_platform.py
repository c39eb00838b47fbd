"""A platform takes notices of illegal content, gives a receipt, and a person decides and tells the sender."""

import pytest
from django.core import mail
from django.test import Client

from chatbot.sites.checks import missing
from chatbot.sites.models import Site
from compliance.models import AuditEntry
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
    assert page.status_code == 400 and 'role="alert"' in page.text and not ContentNotice.objects.exists() and not mail.outbox


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


def test_the_contact_page_names_the_contacts_of_a_platform_alone(site, platform, other_site):
    own = Client().get(f"/contact/?lang=fr&site={platform.public_key}").text
    other = Client().get(f"/contact/?lang=fr&site={other_site.public_key}").text
    assert "dsa@example.eu" in own and "/notice/" in own and "/notice/" not in other
    assert Client().get(f"/notice/?site={other_site.public_key}").status_code == 404


def test_a_platform_must_name_a_contact_for_authorities(platform):
    assert not any("authorities" in lack for lack in missing(platform))
    platform.authority_email = ""
    assert any("authorities" in lack for lack in missing(platform))
