from datetime import timedelta
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone

from conversations import events, handover, presence
from conversations.messages import add_message
from conversations.models import Adviser, Message

pytestmark = pytest.mark.django_db(transaction=True)
in_thread = sync_to_async


@pytest.fixture
def waiting(site, make_conversation):
    return make_conversation(site, status="waiting")


async def test_it_refuses_visitors(desk_of):
    assert (await (await desk_of()).connect())[0] is False


async def test_it_refuses_accounts_that_are_no_staff(desk_of):
    visitor = await in_thread(get_user_model().objects.create_user)("zoe", password="correct horse battery")
    assert (await (await desk_of(visitor)).connect())[0] is False


async def test_it_refuses_foreign_pages(desk_of, alice):
    assert (await (await desk_of(alice, origin="https://evil.example")).connect())[0] is False


async def test_it_sends_the_queue_with_the_longest_wait_first(desk_of, alice, site, make_conversation):
    short = await in_thread(make_conversation)(site, status="waiting", minutes=1)
    long = await in_thread(make_conversation)(site, status="waiting", minutes=9)
    running = await in_thread(make_conversation)(site)
    queue = await (await desk_of(alice)).open()
    assert [line["id"] for line in queue["lines"]] == [str(one.pk) for one in (long, short, running)]
    assert queue["lines"][0]["preview"] == "Où est mon colis ?"


async def test_it_shows_a_stranger_nothing(desk_of, alice, waiting, charlie, charlies_conversation):
    desk = await desk_of(charlie)
    queue = await desk.open()
    assert [line["id"] for line in queue["lines"]] == [str(charlies_conversation.pk)]
    for kind in ["open", "take_over", "hand_back", "close", "typing", "reply"]:
        await desk.do(kind, waiting, client_id=str(uuid4()), text="?")
        error = await desk.until("error")
        assert (error["code"], error["deed"], error["conversation"]) == ("not_found", kind, str(waiting.pk))
    await in_thread(handover.take_over)(waiting.pk, adviser=alice)
    assert await desk.receive_nothing()


async def test_it_announces_presence(desk_of, alice, site):
    assert not await in_thread(presence.advisers_online(site).exists)()
    await (await desk_of(alice)).open()
    assert await in_thread(presence.advisers_online(site).get)() == alice
    a_minute_ago = timezone.now() - timedelta(seconds=61)
    await in_thread(Adviser.objects.filter(pk=alice.pk).update)(last_seen_at=a_minute_ago)
    assert not await in_thread(presence.advisers_online(site).exists)()


async def test_it_opens_a_conversation_and_follows_it(desk_of, alice, waiting):
    desk = await desk_of(alice)
    await desk.open()
    await desk.do("open", waiting, after=0)
    thread = await desk.until("thread")
    assert [message["text"] for message in thread["messages"]] == ["Où est mon colis ?"]
    await in_thread(add_message)(waiting, author=Message.Author.CUSTOMER, text="Toujours là ?")
    assert [message["text"] for message in (await desk.until("thread"))["messages"]] == ["Toujours là ?"]


async def test_it_reads_on_from_where_a_desk_was_cut(desk_of, alice, waiting):
    await in_thread(add_message)(waiting, author=Message.Author.CUSTOMER, text="Pendant la coupure")
    desk = await desk_of(alice)
    await desk.open()
    await desk.do("open", waiting, after=1)
    assert [message["text"] for message in (await desk.until("thread"))["messages"]] == ["Pendant la coupure"]


async def test_it_shows_the_ai_at_work(desk_of, alice, site, make_conversation, running_turn):
    conversation = await in_thread(make_conversation)(site)
    turn = await in_thread(running_turn)(conversation)
    desk = await desk_of(alice)
    await desk.open()
    await desk.do("open", conversation)
    assert (await desk.until("thread"))["working"]["message_id"] == str(turn.answer_key)
    group = await in_thread(events.group_of)(conversation)
    await events.send(group, {"type": "piece", "message_id": str(turn.answer_key), "index": 0, "text": "Votre"})
    piece = await desk.until("piece")
    assert (piece["text"], piece["conversation"]) == ("Votre", str(conversation.pk))


async def test_it_keeps_pieces_of_other_conversations_out(desk_of, alice, site, make_conversation):
    conversation = await in_thread(make_conversation)(site)
    desk = await desk_of(alice)
    await desk.open()
    await desk.do("open", conversation)
    await desk.until("line")
    group = await in_thread(events.group_of)(conversation)
    await events.send(group, {"type": "changed", "conversation": str(uuid4())})
    assert await desk.receive_nothing()


async def test_it_takes_over_replies_and_hands_back(desk_of, alice, waiting):
    desk = await desk_of(alice)
    await desk.open()
    await desk.do("open", waiting)
    await desk.until("thread")
    await desk.do("take_over", waiting)
    assert (await desk.until("thread"))["messages"][0]["event"] == "adviser_joined"
    client_id = str(uuid4())
    await desk.do("reply", waiting, client_id=client_id, text="Bonjour, je regarde.")
    [message] = (await desk.until("thread"))["messages"]
    assert (message["client_id"], message["adviser"]) == (client_id, "Alice")
    await desk.do("hand_back", waiting)
    assert (await desk.until("thread"))["messages"][0]["event"] == "assistant_resumed"


async def test_it_tells_every_desk_who_has_a_conversation(desk_of, alice, bob, waiting):
    desks = [await desk_of(alice), await desk_of(bob)]
    for desk in desks:
        await desk.open()
    await desks[0].do("take_over", waiting)
    line = (await desks[1].until("line"))["line"]
    assert (line["status"], line["adviser"], line["mine"]) == ("human", "Alice", False)
    await desks[1].do("take_over", waiting)
    error = await desks[1].until("error")
    assert (error["code"], error["deed"]) == ("conflict", "take_over")
    assert "Alice" in error["detail"]


async def test_it_shows_typing_both_ways(desk_of, alice, bob, waiting):
    await in_thread(handover.take_over)(waiting.pk, adviser=alice)
    desk, other = await desk_of(alice), await desk_of(bob)
    for one in (desk, other):
        await one.open()
        await one.do("open", waiting, reason="colleague")
        await one.until("thread")
    group = await in_thread(events.group_of)(waiting)
    await events.send(group, {"type": "typing", "by": "customer"})
    await desk.until("typing", conversation=str(waiting.pk))
    await other.do("typing", waiting)
    assert (await other.until("error"))["code"] == "conflict"


async def test_it_ends_an_open_desk_when_its_session_ends(desk_of, alice):
    desk = await desk_of(alice)
    await desk.open()
    await desk.send_json_to({"type": "ping"})
    await desk.until("pong")
    await in_thread(Session.objects.all().delete)()
    await desk.send_json_to({"type": "ping"})
    assert (await desk.receive_output(timeout=5))["code"] == 4403


async def test_it_drops_a_line_that_was_erased(desk_of, alice, waiting):
    desk = await desk_of(alice)
    await desk.open()
    await in_thread(waiting.delete)()
    await events.send(events.desk_group(waiting.site_id), {"type": "queue", "conversation": str(uuid4())})
    assert (await desk.until("line"))["line"] is None


@pytest.mark.parametrize(
    "raw", [" ", "{", "[]", "[" * 5000, '{"type":"open","conversation":"x"}', '{"type":"nonsense"}', '{"type":"open","after":-1}']
)
async def test_it_survives_frames_it_cannot_read(desk_of, alice, raw):
    desk = await desk_of(alice)
    await desk.open()
    await desk.send_to(text_data=raw)
    assert (await desk.until("error"))["code"] == "invalid"
    await desk.send_json_to({"type": "ping"})
    await desk.until("pong")


async def test_it_comes_back_with_the_right_desks_when_the_advisers_sites_change(desk_of, alice, other_site):
    desk = await desk_of(alice)
    await desk.open()
    await in_thread(alice.sites.add)(other_site)
    await desk.send_json_to({"type": "ping"})
    await desk.until("pong")
    assert (await desk.receive_output(timeout=5))["code"] == 4410
