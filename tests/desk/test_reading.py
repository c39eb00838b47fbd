"""Whoever reads a conversation at the desk is recorded; outside their queue they say why, once a day."""

from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone
from django.utils.translation import override

from chatbot.errors import Invalid, NotFound
from compliance.models import AuditEntry
from conversations import handover, reading
from conversations.models import Conversation
from conversations.reading import ReasonNeeded

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(site, make_conversation):
    return make_conversation(site, status="waiting")


@pytest.fixture
def bobs(waiting, bob):
    return handover.take_over(waiting.pk, adviser=bob)


def rows():
    found = AuditEntry.objects.filter(event="conversation_read").order_by("pk")
    return [(entry.actor, entry.details["reason"]) for entry in found]


def test_a_reading_in_the_queue_is_recorded_without_a_question_once_a_day(waiting, alice):
    for _time in range(2):
        reading.open_for_reading(alice, waiting.pk)
    assert rows() == [(f"adviser:{alice.pk}", "")]
    assert len(reading.consultations(waiting)) == 1


def test_a_colleagues_conversation_opens_once_a_reason_is_chosen(bobs, alice):
    with pytest.raises(ReasonNeeded):
        reading.open_for_reading(alice, bobs.pk)
    assert rows() == []
    reading.open_for_reading(alice, bobs.pk, "colleague")
    reading.open_for_reading(alice, bobs.pk)
    assert rows() == [(f"adviser:{alice.pk}", "colleague")]


def test_only_the_reasons_of_the_list_are_taken(bobs, alice):
    with pytest.raises(Invalid):
        reading.open_for_reading(alice, bobs.pk, "par curiosité")
    assert rows() == []


def test_having_read_it_in_the_queue_is_no_reason_once_a_colleague_has_it(waiting, alice, bob):
    reading.open_for_reading(alice, waiting.pk)
    handover.take_over(waiting.pk, adviser=bob)
    with pytest.raises(ReasonNeeded):
        reading.open_for_reading(alice, waiting.pk)


def test_a_closed_or_an_old_conversation_is_outside_the_queue_of_who_had_no_part_in_it(bobs, alice, bob, site, make_conversation):
    handover.close(bobs.pk, adviser=bob)
    old = make_conversation(site)
    Conversation.objects.filter(pk=old.pk).update(updated_at=timezone.now() - timedelta(hours=25))
    reading.open_for_reading(bob, bobs.pk)
    for one, who in [(bobs, alice), (old, alice), (old, bob)]:
        with pytest.raises(ReasonNeeded):
            reading.open_for_reading(who, one.pk)


def test_a_stranger_is_asked_nothing_and_told_nothing(charlies_conversation, alice):
    with pytest.raises(NotFound):
        reading.open_for_reading(alice, charlies_conversation.pk, "quality")
    assert rows() == []


def test_the_customer_learns_when_and_why_and_not_who(bobs, alice, bob):
    reading.open_for_reading(bob, bobs.pk)
    reading.open_for_reading(alice, bobs.pk, "quality")
    with override("en"):
        told = reading.consultations(bobs)
    assert [(one["outside_queue"], one["reason"]) for one in told] == [(False, ""), (True, "Quality of the answers")]
    assert "alice" not in str(told).lower() and f"adviser:{alice.pk}" not in str(told)


@pytest.mark.django_db(transaction=True)
async def test_the_desk_asks_and_opens_with_the_answer(desk_of, bobs, alice):
    desk = await desk_of(alice)
    await desk.open()
    await desk.do("open", bobs, after=0)
    refused = await desk.until("error")
    assert (refused["code"], refused["conversation"]) == ("reason_needed", str(bobs.pk))
    await desk.do("open", bobs, after=0, reason="colleague")
    assert (await desk.until("thread"))["conversation"] == str(bobs.pk)
    assert len(await sync_to_async(rows)()) == 1
