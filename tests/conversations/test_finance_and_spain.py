"""The further rules of a site: evidence for every request for a person, and what the law of Spain adds."""

import csv
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from chatbot.errors import Conflict
from chatbot.sites.checks import missing
from chatbot.sites.models import Site
from chatbot.sites.profiles import spain_answer_by
from conversations import handover, services
from conversations.models import Message
from tests.conversations.conftest import TOKEN

pytestmark = pytest.mark.django_db


def following(site, *profiles, **fields):
    Site.objects.filter(pk=site.pk).update(profiles=list(profiles), **fields)
    site.refresh_from_db()
    return site


@pytest.fixture
def chief(alice):
    alice.is_superuser = True
    alice.save()
    client = Client()
    client.force_login(alice)
    return client


def test_every_request_for_a_person_has_its_evidence(site, alice, bob, chief, say):
    asked = services.ask_for_person(site=site, token=TOKEN, language="fr")
    services.ask_for_person(site=site, token="another", language="fr")
    handover.take_over(asked.pk, adviser=bob)
    handover.reply(asked.pk, adviser=bob, text="Bonjour", client_id=uuid4())
    rows = list(csv.DictReader(chief.get("/admin/conversations/personrequest/report.csv").text.splitlines()))
    assert [row["role"] for row in rows] == ["adviser", ""] and rows[0]["conversation"] == str(asked.pk)
    assert int(rows[0]["delay_seconds"]) >= 0 and rows[0]["answered_at"] > rows[0]["requested_at"] and not rows[1]["answered_at"]
    page = chief.get("/admin/conversations/personrequest/").text
    assert 'id="summary"' in page and asked.reference in page and bob.username not in page.split('id="summary"')[1]


def test_the_report_is_for_who_may_see_it_and_of_their_sites(site, other_site, charlie, say):
    services.ask_for_person(site=site, token=TOKEN, language="fr")
    stranger = Client()
    stranger.force_login(charlie)
    assert stranger.get("/admin/conversations/personrequest/report.csv").status_code == 403


@pytest.mark.parametrize("profiles", [[], ["finance"], ["finance", "spain"]])
def test_no_rule_takes_the_button_away(site, profiles):
    following(site, *profiles)
    page = Client().get(f"/chat/{site.public_key}/").text
    assert "Parler à un" in page or "Talk to a person" in page


def test_finance_must_name_the_languages_of_its_information(site):
    following(site, "finance")
    assert any("pre-contract" in lack for lack in missing(site))
    following(site, "finance", contract_languages=["fr"])
    assert not any("pre-contract" in lack for lack in missing(site))


def test_in_spain_the_key_comes_at_once_with_the_date(site, say):
    following(site, "spain")
    message = say()
    first = message.conversation.messages.order_by("seq").first()
    assert first.event == "query_key" and message.conversation.reference in first.text and "Vos données" in first.text
    say("Et encore ?")
    assert Message.objects.filter(event="query_key").count() == 1


def test_elsewhere_no_key_is_announced(site, say):
    assert not say().conversation.messages.filter(event="query_key").exists()


def test_fifteen_working_days_leave_out_weekends_and_the_holidays_of_spain():
    assert spain_answer_by(date(2026, 11, 2)) == date(2026, 11, 23)
    assert spain_answer_by(date(2026, 11, 25)) == date(2026, 12, 17)  # 8 December is one


def test_a_site_that_answers_later_is_held_to_fifteen_days(site, say):
    following(site, "spain", answer_days=30)
    assert services.ask_for_person(site=site, token=TOKEN, language="fr").later_reply.answer_by == spain_answer_by(
        Message.objects.latest("created_at").created_at.date()
    )


@pytest.mark.parametrize("phone", ["+34 905 123 456", "807 12 34 56", "0034803123456", "803.123.456", "806123456", "11818"])
def test_a_premium_number_is_refused_in_spain(site, phone):
    following(site, "spain", contact_phone=phone)
    with pytest.raises(ValidationError) as refused:
        site.clean()
    assert "contact_phone" in refused.value.message_dict
    assert any("telephone number without" in lack for lack in missing(site))
    following(site, contact_phone=phone)
    site.clean()


@pytest.mark.parametrize("phone", ["+34 900 123 456", "912 345 678", "+33 8 05 12 34 56", "+34 600 123 456"])
def test_an_ordinary_number_is_not(site, phone):
    following(site, "spain", contact_phone=phone).clean()


def test_in_spain_an_adviser_without_a_name_cannot_take_over(site, alice, say):
    conversation = say().conversation
    alice.first_name = ""
    alice.save()
    handover.close(conversation.pk, adviser=alice)
    following(site, "spain")
    conversation = say("Bonjour").conversation
    with pytest.raises(Conflict, match=r"nom|name"):
        handover.take_over(conversation.pk, adviser=alice)
    alice.first_name = "Alice"
    alice.save()
    assert "Alice" in handover.take_over(conversation.pk, adviser=alice).messages.latest("seq").text
