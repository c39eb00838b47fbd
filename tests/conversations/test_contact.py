"""The contact page: every other way to a person, and a form whose message waits at the desk with a reference and a date."""

import re
from uuid import uuid4

import pytest
from django.core.checks import run_checks

from chatbot.sites.checks import check_contact, missing
from chatbot.sites.models import Site
from compliance.models import AuditEntry
from conversations import desk_queue
from conversations.models import Conversation, LaterReply, Message

pytestmark = pytest.mark.django_db
CONTACT = {
    "contact_email": "bonjour@lune.example",
    "contact_phone": "+33 4 00 00 00 00",
    "contact_address": "1 rue des Lanternes\n69100 Villeurbanne",
}
CONSUMERS = {
    "mediator_name": "Médiation des lampes",
    "mediator_url": "https://mediation.example/",
    "withdrawal_url": "https://lune.example/retractation",
}


@pytest.fixture
def complete(site):
    Site.objects.filter(pk=site.pk).update(**CONTACT, **CONSUMERS)
    return Site.objects.get(pk=site.pk)


def send(client, site, text="Ma lampe est cassée.", email="", language="fr", client_id=None):
    sent = {"text": text, "email": email, "client_id": client_id or uuid4()}
    return client.post(f"/contact/?lang={language}&site={site.public_key}", sent)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_names_every_way_and_the_mediator(client, complete, language):
    page = client.get(f"/contact/?lang={language}&site={complete.public_key}").text
    for value in ("bonjour@lune.example", "+33 4 00 00 00 00", "69100 Villeurbanne", *CONSUMERS.values()):
        assert value in page
    assert '<textarea id="text"' in page


def test_the_chat_links_to_it_for_its_own_site(client, site):
    assert f'href="/contact/?lang=fr&amp;site={site.public_key}"' in client.get(f"/chat/{site.public_key}/?lang=fr").text


def test_a_message_waits_at_the_desk_with_reference_date_and_address(client, site, alice):
    page = send(client, site, email="camille@client.example").text
    conversation = Conversation.objects.get()
    assert conversation.reference in page and "Une personne de Maison Lune y répondra au plus tard le" in page
    assert conversation.status == "waiting" and LaterReply.objects.get().email == "camille@client.example"
    line = desk_queue.line(alice, conversation.pk)
    assert line["preview"] == "Ma lampe est cassée." and line["later"]["answer_by"]
    assert AuditEntry.objects.filter(event="contact_form").count() == 1


def test_a_message_for_nobody_in_particular_is_not_taken(client, site, other_site):
    answer = client.post("/contact/?lang=fr", {"text": "Ma lampe est cassée.", "email": ""})
    assert answer.status_code == 404 and "quelle entreprise" in answer.text and not Conversation.objects.exists()


def test_its_code_opens_it_in_the_portal(client, site):
    page = send(client, site).text
    from conversations.codes import code_of

    code = code_of(Conversation.objects.get())
    assert code in page
    assert client.post("/privacy/?lang=fr", {"code": code}).status_code == 302


@pytest.mark.parametrize(("fields", "said"), [({"text": " "}, "Écrivez votre"), ({"email": "camille"}, "adresse e-mail")])
def test_what_cannot_be_sent_is_said_and_nothing_is_half_stored(client, site, fields, said):
    answer = send(client, site, **fields)
    assert answer.status_code == 400 and said in answer.text
    assert not Conversation.objects.exists() and not Message.objects.exists()


def test_it_cannot_be_flooded(client, site):
    answers = [send(client, site) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] and Conversation.objects.count() == 5
    assert "cinq messages par heure" in answers[-1].text and "aria-invalid" not in answers[-1].text


def test_a_double_click_sends_one_message_and_shows_the_same_result(client, site):
    form = re.search(r'name="client_id" value="([^"]+)"', client.get(f"/contact/?lang=fr&site={site.public_key}").text)[1]
    pages = [send(client, site, client_id=form).text for _ in range(2)]
    found = Conversation.objects.get()
    assert all(found.reference in page and "a bien été reçu" in page for page in pages)


def test_an_error_leads_to_its_field_and_marks_it(client, site):
    page = send(client, site, email="camille").text
    assert '<a href="#email">' in page and page.count("aria-invalid") == 1
    assert re.search(r'<input type="email"[^>]*aria-invalid="true"', page)
    assert '<a href="#text">' in send(client, site, text=" ").text


def test_the_deployment_check_fails_while_the_law_is_not_met(site):
    (found,) = [one for one in run_checks(include_deployment_checks=True) if one.id == "guichet.E010"]
    assert "“lune”" in found.msg and "postal address" in found.msg and "mediator" in found.msg
    assert not [one for one in run_checks() if one.id == "guichet.E010"]


def test_it_passes_when_all_is_there_and_asks_no_mediator_of_who_sells_to_companies(complete):
    assert check_contact(None) == []
    Site.objects.update(sells_to_consumers=False, mediator_name="", mediator_url="", withdrawal_url="")
    assert check_contact(None) == []
    Site.objects.update(contact_phone="  ")
    assert missing(Site.objects.get()) == ["a telephone number"]
