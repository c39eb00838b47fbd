from uuid import uuid4

import pytest

from chatbot.answering.contract import Answer, Source
from conversations import services, turns
from conversations.frames import message_frame
from conversations.models import Message, Turn
from tests.conversations.conftest import TOKEN

pytestmark = pytest.mark.django_db


def missed(turn, **fields):
    """End a turn without having found anything; returns its answer."""
    turns.begin(turn.pk)
    near = (Source("retours", "Retours", "", 0.4),)
    return turns.finish(turn.pk, Answer("Je n’ai pas trouvé.", "not_found", "fixed", near, "fr", "", {}, **fields))


def thumb(site, message, value):
    services.leave_feedback(site=site, token=TOKEN, message_id=message.pk, value=value, comment="")


def test_the_answer_learns_how_the_one_before_it_ended(site, say):
    thumb(site, missed(say("Avez-vous un vol pour Tokyo ?").turn), -1)
    job = turns.begin(say("Et pour Rome ?").turn.pk)
    assert [(one.text, one.status, one.is_disliked) for one in job.question.earlier] == [
        ("Avez-vous un vol pour Tokyo ?", "not_found", True)
    ]


def test_another_conversation_is_not_remembered(say):
    missed(say("Avez-vous un vol pour Tokyo ?", token="somebody else").turn)
    assert turns.begin(say("Et pour Rome ?").turn.pk).question.earlier == ()


def test_a_thumb_down_after_nothing_was_found_offers_a_person_once(site, say):
    answer = missed(say("Avez-vous un vol pour Tokyo ?").turn)
    thumb(site, answer, -1)
    thumb(site, answer, -1)
    offers = [message_frame(one) for one in Message.objects.filter(event="person_offered")]
    assert [offer["offer_person"] for offer in offers] == [True] and "Parler à un conseiller" in offers[0]["text"]


def test_a_thumb_up_or_a_person_already_offered_adds_nothing(site, say):
    thumb(site, missed(say("Avez-vous un vol pour Tokyo ?").turn), 1)
    thumb(site, missed(say("Avez-vous un vol pour Rome ?").turn, offers_person=True), -1)
    assert not Message.objects.filter(event="person_offered").exists()


def test_the_choices_and_the_offer_reach_the_page(say):
    answer = missed(say("Remboursement").turn, choices=("Remboursement : délai", "Retourner un article"), offers_person=True)
    frame = message_frame(Message.objects.get(pk=answer.pk))
    assert frame["choices"] == ["Remboursement : délai", "Retourner un article"] and frame["offer_person"]


def test_a_choice_can_be_pressed_without_javascript(site, say, client):
    missed(say("Remboursement").turn, choices=("Remboursement : délai",))
    client.cookies["guichet_customer"] = TOKEN
    page = client.get(f"/chat/{site.public_key}/?lang=fr").content.decode()
    assert '<button type="submit" name="text" value="Remboursement : délai"' in page
    client.post(f"/chat/{site.public_key}/?lang=fr", {"client_id": str(uuid4()), "text": "Remboursement : délai"})
    assert "Remboursement : délai" in [turn.question.text for turn in Turn.objects.select_related("question")]
