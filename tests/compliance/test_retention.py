"""What is kept too long goes by itself, a dry run only counts, and somebody is told when no run was made."""

import csv
import io
import json
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from compliance import article_30, registry, retention
from compliance.checks import check_retention
from compliance.models import LegalHold, RetentionRun
from conversations import services
from conversations.models import Conversation, LaterReply

pytestmark = pytest.mark.django_db


def aged(site, token, days, **changes):
    conversation = services.receive_message(site=site, token=token, client_id=uuid4(), text="Bonjour", language="fr").conversation
    then = timezone.now() - timedelta(days=days)
    Conversation.objects.filter(pk=conversation.pk).update(updated_at=then, **changes)
    return conversation


def closed(site, token, days):
    return aged(site, token, days, status="closed", closed_at=timezone.now() - timedelta(days=days))


def references():
    return set(Conversation.objects.values_list("reference", flat=True))


def test_each_kind_of_conversation_goes_on_its_day_and_not_before(site):
    kept = [closed(site, "a", 6), aged(site, "b", 29), aged(site, "c", 364)]
    gone = [closed(site, "d", 8), aged(site, "e", 31), aged(site, "f", 366)]
    for one in (kept[2], gone[2]):
        LaterReply.objects.create(conversation=one, site=site, email="d@example.eu", answer_by=timezone.localdate())
    counts = retention.enforce(dry_run=True)
    assert (counts["closed"], counts["open"], counts["contact"]) == (1, 1, 1) and len(references()) == 6
    assert not RetentionRun.objects.exists()
    assert retention.enforce() == counts
    assert references() == {one.reference for one in kept}
    again = retention.enforce()
    assert not any(again.values()) and RetentionRun.objects.count() == 2


def test_the_customer_reads_on_which_day_it_goes(site):
    written = closed(site, "dana", 6)
    client = Client(headers={"accept-language": "fr"})
    client.cookies["guichet_customer"] = "dana"
    goes = timezone.localdate(timezone.now() - timedelta(days=6)) + timedelta(days=8)
    page = client.get(f"/privacy/{written.reference}/").text
    with override("fr"):
        told = date_format(goes, "DATE_FORMAT")
    assert "Effacement automatique" in page and told in page


def test_what_a_legal_hold_keeps_is_not_swept_away(site):
    held = closed(site, "a", 99)
    LegalHold.objects.create(
        site=site, subject_key=str(held.pk), reason="Litige", expires_on=timezone.localdate() + timedelta(days=1)
    )
    retention.enforce()
    assert references() == {held.reference}


def test_the_command_counts_by_rule(site):
    closed(site, "a", 8)
    out = StringIO()
    call_command("enforce_retention", "--dry-run", stdout=out)
    assert "closed\t7 days\t1" in out.getvalue() and references()


def test_an_alarm_is_raised_when_nothing_ran_for_two_days(site, client):
    assert client.get("/health/duties").status_code == 200
    type(site).objects.update(created_at=timezone.now() - timedelta(days=3))
    assert client.get("/health/duties").json() == {"retention": "late"}
    assert client.get("/health/duties").status_code == 503
    retention.enforce()
    assert client.get("/health/duties").status_code == 200
    RetentionRun.objects.update(ran_at=timezone.now() - timedelta(hours=49))
    assert Client().get("/health/duties").status_code == 503


def test_more_than_the_ceiling_and_unknown_rules_are_errors(monkeypatch):
    from chatbot import conf

    for name, days, number in (("closed", 31, "E039"), ("for_ever", 1, "E038"), ("closed", 30, "")):
        monkeypatch.setitem(conf.load().duties.keep, name, days)
        assert [problem.id for problem in check_retention(None)] == ([f"guichet.{number}"] if number else [])
        monkeypatch.delitem(conf.load().duties.keep, name)


def test_the_register_of_processing_names_every_model_purpose_and_time(site):
    out = StringIO()
    call_command("article_30", "--site", "lune", stdout=out)
    activities = json.loads(out.getvalue())
    assert {model for one in activities for model in one["data"]} == {one.model for one in registry.personal()}
    assert all(one["controller"] == "Maison Lune" and "GDPR 6(1)" in one["ground"] and one["kept"] for one in activities)
    rows = list(csv.DictReader(io.StringIO(article_30.as_csv(activities))))
    assert len(rows) == len(activities) and "conversations.Message" in rows[0]["data"] + rows[1]["data"] + "".join(
        row["data"] for row in rows
    )
