"""The half hour that a code opens is said, can be made longer, and its end is explained."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from conversations import codes, services

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(site):
    """A conversation of Dana's, opened with its code in another browser."""
    talk = services.receive_message(site=site, token="dana", client_id=uuid4(), text="Bonjour", language="fr").conversation
    client = Client(headers={"accept-language": "fr"})
    assert client.post("/privacy/", {"code": codes.code_of(talk)}).status_code == 302
    return client, f"/privacy/{talk.reference}/"


def later(monkeypatch, minutes):
    now = signing.time.time() + minutes * 60
    monkeypatch.setattr(signing.time, "time", lambda: now)


def clock(minutes):
    return timezone.localtime(timezone.now() + timedelta(minutes=minutes)).strftime("%H:%M")


@pytest.mark.parametrize("page", ["", "erase/"])
def test_the_page_says_until_when_and_offers_more(opened, page):
    client, address = opened
    text = client.get(address + page).text
    assert any(clock(minutes) in text for minutes in (29, 30)) and "Rester trente minutes de plus" in text


def test_half_an_hour_more_is_one_press(opened, monkeypatch):
    client, address = opened
    later(monkeypatch, 25)
    back = client.post(f"{address}extend/?lang=fr", {"page": "privacy_confirm"})
    assert back.status_code == 302 and back["Location"].startswith(f"{address}erase/")
    later(monkeypatch, 25)
    assert client.get(address).status_code == 200


def test_the_end_is_explained_and_cannot_be_undone_without_the_code(opened, monkeypatch):
    client, address = opened
    later(monkeypatch, 31)
    answer = client.get(address)
    assert answer.status_code == 404 and "trente minutes" in answer.text and "Bonjour" not in answer.text
    assert client.post(f"{address}extend/").status_code == 404


def test_the_chats_own_browser_has_no_such_limit(opened):
    _client, address = opened
    own = Client(headers={"accept-language": "fr"})
    own.cookies["guichet_customer"] = "dana"
    assert "Rester trente minutes" not in own.get(address).text
    assert "max-age" not in str(own.post(f"{address}extend/").cookies)


def test_a_stranger_extends_nothing(opened):
    _client, address = opened
    assert Client().post(f"{address}extend/").status_code == 404


def test_a_session_that_has_ended_keeps_the_draft(site):
    answer = Client().post(f"/chat/{site.public_key}/?lang=fr", {"text": "Mon long brouillon", "client_id": uuid4()})
    assert answer.status_code == 403 and "Mon long brouillon</textarea>" in answer.text
    assert 'role="alert"' in answer.text


def test_a_browser_without_cookies_is_told_in_plain_words(site):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "fr"})
    answer = client.post(f"/chat/{site.public_key}/", {"text": "Bonjour", "client_id": uuid4()})
    assert answer.status_code == 403 and "Autorisez les cookies" in answer.text
