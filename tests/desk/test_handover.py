from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from chatbot.errors import Conflict, Invalid, NotFound, TooLong
from compliance import audit
from compliance.models import AuditEntry
from conversations import handover
from conversations.models import Message, Turn

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(site, make_conversation):
    return make_conversation(site, status="waiting")


def deeds(conversation, adviser):
    """Every deed of an adviser, as functions without arguments."""
    return [
        lambda: handover.take_over(conversation.pk, adviser=adviser),
        lambda: handover.reply(conversation.pk, adviser=adviser, text="Bonjour", client_id=uuid4()),
        lambda: handover.hand_back(conversation.pk, adviser=adviser),
        lambda: handover.close(conversation.pk, adviser=adviser),
        lambda: handover.group_for_writing(conversation.pk, adviser=adviser),
    ]


def test_it_gives_the_conversation_to_the_adviser_and_tells_the_customer(waiting, alice):
    handover.take_over(waiting.pk, adviser=alice)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.adviser, waiting.waiting_since) == ("human", alice, None)
    told = waiting.messages.last()
    assert (told.author, told.event, told.adviser) == ("system", "adviser_joined", alice)
    assert "Alice" in told.text


def test_it_announces_in_the_conversations_language(site, make_conversation, alice):
    conversation = make_conversation(site, language="en")
    handover.take_over(conversation.pk, adviser=alice)
    assert conversation.messages.last().text.startswith("You are now talking to Alice, an adviser.")


def test_it_takes_over_once_for_the_same_adviser(waiting, alice):
    handover.take_over(waiting.pk, adviser=alice)
    handover.take_over(waiting.pk, adviser=alice)
    assert waiting.messages.filter(event="adviser_joined").count() == 1


def test_it_stops_the_ai_at_once(site, make_conversation, running_turn, alice):
    conversation = make_conversation(site)
    turn = running_turn(conversation)
    handover.take_over(conversation.pk, adviser=alice)
    turn.refresh_from_db()
    assert turn.state == Turn.State.TAKEN_OVER
    assert not turn.is_open


def test_it_names_the_colleague_who_was_first(waiting, alice, bob):
    handover.take_over(waiting.pk, adviser=bob)
    for deed in deeds(waiting, alice):
        with pytest.raises(Conflict, match="Bob"):
            deed()


@pytest.mark.django_db(transaction=True)
def test_it_lets_one_of_two_win_at_the_same_moment(waiting, alice, bob):
    start = Barrier(2)

    def attempt(adviser):
        start.wait(timeout=10)
        try:
            handover.take_over(waiting.pk, adviser=adviser)
            return None
        except Conflict as error:
            return error.message
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = dict(zip([alice, bob], pool.map(attempt, [alice, bob]), strict=True))
    waiting.refresh_from_db()
    loser = bob if waiting.adviser == alice else alice
    assert outcomes[waiting.adviser] is None
    assert waiting.adviser.first_name in outcomes[loser]
    assert waiting.messages.filter(event="adviser_joined").count() == 1


def test_it_stores_a_reply_once_however_often_it_is_sent(waiting, alice):
    handover.take_over(waiting.pk, adviser=alice)
    client_id = uuid4()
    first = handover.reply(waiting.pk, adviser=alice, text=" Bonjour ! ", client_id=client_id)
    again = handover.reply(waiting.pk, adviser=alice, text=" Bonjour ! ", client_id=client_id)
    assert first == again
    assert (first.text, first.author, first.origin) == ("Bonjour !", "human", "human")
    assert waiting.messages.filter(author=Message.Author.HUMAN).count() == 1


def test_it_confirms_a_stored_reply_even_after_the_conversation_was_closed(waiting, alice):
    handover.take_over(waiting.pk, adviser=alice)
    client_id = uuid4()
    first = handover.reply(waiting.pk, adviser=alice, text="Au revoir", client_id=client_id)
    handover.close(waiting.pk, adviser=alice)
    assert handover.reply(waiting.pk, adviser=alice, text="Au revoir", client_id=client_id) == first


@pytest.mark.parametrize(("text", "error"), [("  ", Invalid), ("a\x00b", Invalid), ("x" * 4001, TooLong)])
def test_it_refuses_a_reply_that_cannot_be_stored(waiting, alice, text, error):
    handover.take_over(waiting.pk, adviser=alice)
    with pytest.raises(error):
        handover.reply(waiting.pk, adviser=alice, text=text, client_id=uuid4())


def test_it_refuses_a_reply_before_the_takeover(waiting, alice):
    with pytest.raises(Conflict):
        handover.reply(waiting.pk, adviser=alice, text="Bonjour", client_id=uuid4())
    assert not waiting.messages.filter(author=Message.Author.HUMAN).exists()


def test_it_hands_back_to_an_ai_that_says_so(waiting, alice):
    handover.take_over(waiting.pk, adviser=alice)
    handover.hand_back(waiting.pk, adviser=alice)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.adviser) == ("ai", None)
    told = waiting.messages.last()
    assert told.event == "assistant_resumed"
    assert "Maison Lune" in told.text and ("IA" in told.text or "AI" in told.text)


@pytest.mark.parametrize("status", ["waiting", "ai"])
def test_it_closes_what_nobody_else_has(site, make_conversation, alice, status):
    conversation = make_conversation(site, status=status)
    handover.close(conversation.pk, adviser=alice)
    handover.close(conversation.pk, adviser=alice)
    conversation.refresh_from_db()
    assert conversation.status == "closed" and conversation.closed_at
    assert conversation.messages.filter(event="closed").count() == 1
    with pytest.raises(Conflict):
        handover.take_over(conversation.pk, adviser=alice)


def test_it_can_be_taken_over_when_the_colleagues_account_is_gone(waiting, alice, bob):
    handover.take_over(waiting.pk, adviser=bob)
    bob.delete()
    handover.take_over(waiting.pk, adviser=alice)
    waiting.refresh_from_db()
    assert waiting.adviser == alice


def named(conversation):
    return audit.reference(str(conversation.pk), subject=str(conversation.pk))


def test_it_records_who_did_what_without_words(waiting, alice):
    handover.take_over(waiting.pk, adviser=alice)
    handover.reply(waiting.pk, adviser=alice, text="Votre colis part demain", client_id=uuid4())
    handover.hand_back(waiting.pk, adviser=alice)
    entries = AuditEntry.objects.filter(object_id=named(waiting), actor=f"adviser:{alice.pk}").order_by("pk")
    assert [entry.event for entry in entries] == ["taken_over", "adviser_replied", "handed_back"]
    assert not any("colis" in str(entry.details) for entry in entries)


def test_it_hides_a_foreign_sites_conversation_from_every_deed(charlies_conversation, alice):
    for deed in deeds(charlies_conversation, alice):
        with pytest.raises(NotFound):
            deed()


def test_it_hides_everything_from_an_adviser_who_left(waiting, alice):
    alice.is_active = False
    for deed in deeds(waiting, alice):
        with pytest.raises(NotFound):
            deed()


def test_it_lets_a_superuser_into_every_site(waiting, charlies_conversation, alice):
    alice.is_superuser = True
    handover.take_over(waiting.pk, adviser=alice)
    handover.take_over(charlies_conversation.pk, adviser=alice)
