"""A reply in another language than the page says so with `lang`: in the chat, without JavaScript, in the export."""

from uuid import uuid4

import pytest
from django.test import Client

from conversations import access, services
from conversations.messages import add_message
from conversations.models import Message
from tests.widget.conftest import _beside_playwright, browser, chat, message  # noqa: F401

pytestmark = pytest.mark.django_db
TOKEN = "token-of-one-browser"


@pytest.fixture
def answered(site):
    """An Italian customer of a French base: a French quotation and an Italian fixed reply."""
    said = services.receive_message(site=site, token=TOKEN, client_id=uuid4(), text="12?", language="it")
    conversation = access.lock(said.conversation)
    for text, origin, language in (("Trente jours.", "extractive", "fr"), ("Prego.", "fixed", "it")):
        add_message(conversation, author=Message.Author.AI, text=text, origin=origin, language=language)
    return conversation


@pytest.fixture
def client():
    visitor = Client(headers={"accept-language": "it"})
    visitor.cookies["guichet_customer"] = TOKEN
    return visitor


def test_without_javascript_the_reply_alone_is_marked(client, site, answered):
    page = client.get(f"/chat/{site.public_key}/").text
    assert '<html lang="it">' in page
    assert '<div class="body" lang="fr"><p>Trente jours.</p>' in page and '<div class="body"><p>Prego.</p>' in page


@pytest.mark.parametrize("path", ["", "download.html"])
def test_the_portal_and_the_export_mark_the_reply_alone(client, answered, path):
    page = client.get(f"/privacy/{answered.reference}/{path}").text
    assert '<html lang="it">' in page
    assert '<div class="text" lang="fr"><p>Trente jours.</p>' in page and '<div class="text"><p>Prego.</p>' in page


def test_in_an_export_read_in_another_language_every_text_is_marked(client, answered):
    page = client.get(f"/privacy/{answered.reference}/download.html?lang=de").text
    assert '<html lang="de">' in page and '<div class="text" lang="it"><p>Prego.</p>' in page


def test_the_export_for_machines_names_the_language_of_each_message(client, answered):
    data = client.get(f"/privacy/{answered.reference}/download.json").json()
    assert [one["language"] for one in data["messages"]] == ["it", "fr", "it"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_the_chat_the_reply_and_what_is_announced_of_it_are_marked(chat):  # noqa: F811
    page, server = chat(language="it")
    server.send(message(1, html="<p>Trente jours.</p>", language="fr"))
    page.locator("#m-m1 .body").wait_for()
    assert page.locator("#m-m1 .body").get_attribute("lang") == "fr"
    assert page.locator("#announcer").get_attribute("lang") == "fr"
    server.send(message(2, "system", "L’articolo è in francese.", language="it"))
    page.locator("#m-m2").wait_for()
    assert page.locator("#m-m2 p").get_attribute("lang") is None
    assert page.locator("#announcer").get_attribute("lang") == "it"
