import threading
from uuid import uuid4

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from chatbot.errors import Invalid, NoSession, TooFast, TooLong
from compliance.models import Attempts
from conversations import services
from conversations.models import Conversation, Message, Turn

pytestmark = pytest.mark.django_db


def test_it_stores_a_message_and_queues_its_answer_together(say):
    message = say("Bonjour")
    turn = Turn.objects.get(question=message)
    assert (message.seq, message.author, turn.state) == (1, "customer", "queued")
    assert ProcrastinateJob.objects.get().args == {"turn_id": str(turn.pk)}


def test_it_numbers_messages_without_gaps(say):
    assert [say(f"Message {n}").seq for n in range(1, 6)] == [1, 2, 3, 4, 5]


def test_it_stores_a_repeated_message_once(say):
    client_id = uuid4()
    first, again = say(client_id=client_id), say(client_id=client_id)
    assert first.pk == again.pk
    assert (Message.objects.count(), Turn.objects.count()) == (1, 1)


def test_it_stores_a_late_repetition_once_although_the_conversation_was_closed(say):
    client_id = uuid4()
    first = say(client_id=client_id)
    Conversation.objects.update(status="closed")
    assert say(client_id=client_id).pk == first.pk
    assert Message.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   \n ", "a\x00b", "a\x07b", "\ud800", "\x1b[31m"])
def test_it_refuses_what_is_no_text_and_stores_nothing(say, text):
    with pytest.raises(Invalid):
        say(text)
    assert not Message.objects.exists() and not Conversation.objects.exists()


def test_it_refuses_a_text_that_is_too_long_and_says_by_how_much(say):
    with pytest.raises(TooLong, match="4001"):
        say("a" * 4001)
    assert say("a" * 4000).pk


def test_it_keeps_line_breaks_and_unicode(say):
    assert say("  Été\r\nœuvre 👩‍💻 \u202f!  ").text == "Été\nœuvre 👩‍💻 \u202f!"


def test_it_asks_a_hasty_customer_to_wait(say):
    for _ in range(20):
        say()
    with pytest.raises(TooFast):
        say()
    assert Message.objects.count() == 20
    say(token="another browser")


def test_one_address_cannot_open_conversations_without_end(site):
    def open_one(number, address):
        services.receive_message(
            site=site, token=f"browser {number}", client_id=uuid4(), text="Bonjour", language="fr", address=address
        )

    for number in range(60):
        open_one(number, "192.0.2.7")
    with pytest.raises(TooFast):
        open_one(60, "192.0.2.7")
    open_one(61, "192.0.2.8")
    assert Conversation.objects.count() == 61
    assert "192.0.2" not in str(list(Attempts.objects.values_list("bucket", "key")))


def test_it_needs_a_browser_that_keeps_the_token(say):
    with pytest.raises(NoSession):
        say(token="")


def test_it_begins_a_new_conversation_after_a_closed_one(say):
    first = say().conversation
    Conversation.objects.update(status="closed")
    second = say().conversation
    assert first.pk != second.pk and second.last_seq == 1


def test_it_does_not_let_the_ai_answer_while_a_person_is_wanted(say, site):
    say()
    services.ask_for_person(site=site, token="token-of-one-browser", language="fr")
    message = say("Toujours là ?")
    assert not Turn.objects.filter(question=message).exists()
    assert Turn.objects.get().state == "taken_over"


def test_it_says_honestly_that_nobody_is_online(say, site):
    say()
    services.ask_for_person(site=site, token="token-of-one-browser", language="fr")
    last = Message.objects.last()
    assert last.event == "human_requested_offline" and "ne" in last.text


def test_asking_twice_for_a_person_queues_once(say, site):
    say()
    for _ in range(2):
        services.ask_for_person(site=site, token="token-of-one-browser", language="fr")
    assert Message.objects.filter(author="system").count() == 1


def test_going_back_to_the_assistant_says_again_that_it_is_an_ai(say, site):
    say()
    services.ask_for_person(site=site, token="token-of-one-browser", language="fr")
    conversation = services.resume_assistant(site=site, token="token-of-one-browser")
    last = Message.objects.last()
    assert conversation.is_with_ai and last.event == "assistant_resumed" and "Maison Lune" in last.text


@pytest.mark.django_db(transaction=True)
def test_messages_sent_at_the_same_time_get_one_number_each(say):
    say()

    def send():
        say()
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Message.objects.values_list("seq", flat=True)) == list(range(1, 8))
    assert Conversation.objects.count() == 1
