"""Who writes has been told, in this session and not long ago, that an AI answers: otherwise nothing is taken."""

from datetime import timedelta
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from compliance.models import Disclosure
from conversations.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def later(monkeypatch):
    """Let time pass: every clock of the product goes on by so many hours."""
    real = timezone.now

    def _later(hours):
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(hours=hours))

    return _later


def post(client, site, text="Bonjour, quels délais ?"):
    return client.post(f"/chat/{site.public_key}/", {"action": "send", "text": text, "client_id": str(uuid4())})


def test_a_session_that_was_shown_nothing_is_refused_whatever_token_it_holds(client, site):
    client.cookies["guichet_customer"] = "a-token-that-nobody-was-told-with"
    refused = post(client, site)
    assert refused.status_code == 409 and not Message.objects.exists()
    assert b"intelligence artificielle" in refused.content and "Bonjour, quels délais ?" in refused.content.decode()
    assert post(client, site).status_code == 302, "the refusal has shown the notice"


def test_a_token_that_was_told_on_another_site_is_refused_here(client, site, other_site):
    client.get(f"/chat/{other_site.public_key}/")
    assert post(client, site).status_code == 409


def test_a_page_without_scripts_is_told_again_after_a_long_pause(client, site, later):
    client.get(f"/chat/{site.public_key}/")
    later(3.9)
    assert post(client, site).status_code == 302
    later(9)
    assert post(client, site).status_code == 409


async def test_a_page_that_stays_open_is_told_again_before_its_next_message(site, tab, later):
    page = tab(site)
    first, _state = await page.open()
    later(3.9)
    await page.send_json_to({"type": "ping"})
    assert (await page.receive_json_from())["type"] == "pong"
    later(4.1)
    await page.send_json_to({"type": "ping"})
    told, pong = await page.receive_json_from(), await page.receive_json_from()
    assert (told["type"], told["again"], pong["type"]) == ("disclosure", True, "pong") and first["again"] is False
    await page.say("Quels sont les délais ?")
    await page.until("message", author_type="you")
    assert await Disclosure.objects.filter(notice__digest=told["digest"], notice__version=told["notice_version"]).acount() == 2


async def test_a_message_that_comes_before_the_new_notice_is_refused_and_may_be_sent_again(site, tab, later):
    page = tab(site)
    await page.open()
    later(5)
    client_id = await page.say("Quels sont les délais ?")
    told, refused = await page.receive_json_from(), await page.receive_json_from()
    assert told["type"] == "disclosure" and (refused["code"], refused["client_id"]) == ("undisclosed", client_id)
    assert not await Message.objects.aexists()
    await page.say("Quels sont les délais ?", client_id)
    await page.until("message", client_id=client_id)


async def test_another_visitor_with_the_same_browser_is_told_too(site, tab):
    for _visit in range(2):
        disclosure, _state = await tab(site).open()
        assert disclosure["type"] == "disclosure"
    assert await sync_to_async(Disclosure.objects.count)() == 2


async def test_a_wish_for_a_person_waits_for_no_notice(site, tab, later):
    page = tab(site)
    await page.open()
    later(5)
    await page.send_json_to({"type": "human"})
    await page.until("state", status="waiting")
