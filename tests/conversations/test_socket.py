import json
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from conversations import services
from conversations.models import Message
from tests.conversations.conftest import TOKEN

pytestmark = pytest.mark.django_db(transaction=True)


async def count():
    return await Message.objects.acount()


async def test_the_first_frame_is_the_disclosure_and_names_the_company(site, tab):
    disclosure, state = await tab(site).open()
    assert disclosure["type"] == "disclosure" and "Maison Lune" in disclosure["text"]
    assert "intelligence artificielle" in disclosure["text"]
    assert state["status"] == "new" and state["code"] is None


async def test_a_message_comes_back_numbered_with_its_client_id(site, tab):
    one = tab(site)
    await one.open()
    client_id = await one.say("Bonjour")
    echo = await one.until("message")
    assert (echo["seq"], echo["client_id"], echo["author_type"]) == (1, client_id, "you")


async def test_a_second_tab_follows_along(site, tab):
    one, two = tab(site), tab(site)
    await one.open()
    await two.open()
    await one.say("Bonjour")
    assert (await two.until("message"))["text"] == "Bonjour"


async def test_a_stranger_sees_nothing(site, tab):
    one, stranger = tab(site), tab(site, token="somebody else")
    await one.open()
    await stranger.open()
    await one.say("Bonjour")
    await one.until("message")
    assert await stranger.receive_nothing(timeout=0.3)


async def test_a_returning_tab_gets_what_it_missed_in_order(site, tab, say):
    for text in ("un", "deux", "trois"):
        await sync_to_async(say)(text)
    one = tab(site)
    await one.open(last_seq=1)
    assert [(await one.until("message"))["text"] for _ in range(2)] == ["deux", "trois"]
    assert (await one.until("working"))["phase"] == "queued"


async def test_a_returning_tab_of_an_older_conversation_gets_the_new_one_whole(site, tab, say):
    await sync_to_async(say)("un")
    one = tab(site)
    await one.connect()
    await one.receive_json_from()
    await one.send_json_to({"type": "hello", "last_seq": 7, "code": "AAAA-BBBB-CCCC-DDDD"})
    assert (await one.until("message"))["seq"] == 1


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("{", "invalid"),
        ("[]", "invalid"),
        ("null", "invalid"),
        ("[" * 10_000, "invalid"),
        ('{"type":"dance"}', "invalid"),
        ('{"type":["message"]}', "invalid"),
        ('{"type":"message","client_id":"1","text":"x"}', "invalid"),
        ('{"type":"message","client_id":"%s","text":5}' % uuid4(), "invalid"),
        ('{"type":"message","client_id":"%s","text":"a\\u0000b"}' % uuid4(), "invalid"),
        ('{"type":"message","client_id":"%s","text":"\\ud800"}' % uuid4(), "invalid"),
        ('{"type":"message","client_id":"%s","text":"%s"}' % (uuid4(), "a" * 1_000_000), "too_long"),
        ('{"type":"hello","last_seq":-1}', "invalid"),
        ('{"type":"hello","last_seq":1e400}', "invalid"),
        ('{"type":"read","seq":99999999999999999999}', "invalid"),
        ('{"type":"feedback","message_id":"%s","value":3}' % uuid4(), "invalid"),
        ('{"type":"stop","message_id":"%s"}' % uuid4(), "not_found"),
    ],
)
async def test_a_bad_frame_is_answered_and_the_socket_lives(site, tab, raw, code):
    one = tab(site)
    await one.open()
    await one.send_to(text_data=raw)
    error = await one.until("error")
    assert error["code"] == code and error["detail"]
    await one.say("Bonjour")
    assert (await one.until("message"))["text"] == "Bonjour"
    assert await count() == 1


async def test_a_binary_frame_is_answered_and_the_socket_lives(site, tab):
    one = tab(site)
    await one.open()
    await one.send_to(bytes_data=b"\xff\xfe")
    assert (await one.until("error"))["code"] == "invalid"
    await one.send_json_to({"type": "ping"})
    await one.until("pong")


async def test_a_refused_message_names_its_client_id(site, tab):
    one = tab(site)
    await one.open()
    client_id = await one.say("a" * 5000)
    assert (await one.until("error"))["client_id"] == client_id


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "https://www.lune.example.evil.example"])
async def test_a_foreign_page_is_refused(site, tab, origin):
    accepted, _code = await tab(site, origin=origin).connect()
    assert not accepted


async def test_an_unknown_site_is_refused(site, tab):
    accepted, _code = await tab(site, key="0000").connect()
    assert not accepted


async def test_a_flood_of_frames_is_slowed_and_then_closed(site, tab):
    one = tab(site)
    await one.open()
    for _ in range(200):
        await one.send_json_to({"type": "ping"})
    assert (await one.until("error"))["code"] == "too_fast"
    while (frame := await one.receive_output(timeout=5))["type"] != "websocket.close":
        pass
    assert frame["code"] == 4400


async def test_without_a_token_the_customer_is_told_why(site, tab):
    one = tab(site, token="")
    await one.open()
    await one.say("Bonjour")
    assert (await one.until("error"))["code"] == "no_session"


async def test_asking_for_a_person_shows_the_place_in_the_queue(site, tab):
    one = tab(site)
    await one.open()
    await one.say("Bonjour")
    await one.send_json_to({"type": "human"})
    state = await one.until("state", status="waiting")
    assert state["queue_position"] == 1 and state["advisers_online"] is False
    await one.send_json_to({"type": "assistant"})
    await one.until("state", status="ai")


async def test_events_carry_no_message_text(site, tab, say, monkeypatch):
    sent = []

    async def spy(group, event):
        sent.append(json.dumps(event))

    monkeypatch.setattr("conversations.events.send", spy)
    await sync_to_async(say)("canary-7f3a")
    await sync_to_async(services.ask_for_person)(site=site, token=TOKEN, language="fr")
    assert sent and not any("canary-7f3a" in event for event in sent)
