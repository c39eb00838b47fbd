"""How answers came about is logged for as long as the law wants to see it, without anybody's words, and leads back to nobody."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from chatbot import conf
from compliance import answer_log
from compliance.models import AnswerLog

pytestmark = pytest.mark.django_db
TRACE = {
    "mode": "quote",
    "query": "24bdc1fd8875ee9b",
    "answer": {"digest": "fd93"},
    "status": "answered",
    "timings_ms": {"total": 71.9},
}


def test_it_holds_only_facts_that_are_listed_and_the_hour(site):
    answer_log.keep(site, "done", TRACE)
    entry = AnswerLog.objects.get()
    assert entry.facts == {"mode": "quote", "status": "answered", "timings_ms": {"total": 71.9}}
    assert (entry.hour.minute, entry.hour.second, entry.hour.microsecond) == (0, 0, 0)
    assert {field.name for field in AnswerLog._meta.fields} == {"id", "site", "event", "hour", "facts"}


@pytest.mark.parametrize("months", [6, 12])
def test_it_is_kept_for_the_months_chosen_and_no_longer(site, monkeypatch, months):
    monkeypatch.setenv("GUICHET_LOG_MONTHS", str(months))
    conf.load.cache_clear()
    edge = answer_log.months_before(timezone.now(), months)
    kept = AnswerLog.objects.create(site=site, event="done", hour=edge + timedelta(minutes=1))
    AnswerLog.objects.create(site=site, event="done", hour=edge - timedelta(hours=1))
    assert answer_log.forget_old() == 1 and list(AnswerLog.objects.all()) == [kept]
    conf.load.cache_clear()


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [((2026, 8, 31), 6, (2026, 2, 28)), ((2026, 1, 15), 12, (2025, 1, 15)), ((2026, 3, 1), 6, (2025, 9, 1))],
)
def test_months_are_those_of_the_calendar(day, months, expected):
    assert answer_log.months_before(datetime(*day, tzinfo=UTC), months) == datetime(*expected, tzinfo=UTC)


@pytest.mark.parametrize("months", ["5", "13", "a year"])
def test_another_length_is_refused_at_the_start_in_one_sentence(months):
    environment = os.environ | {"GUICHET_LOG_MONTHS": months}
    run = subprocess.run([sys.executable, "manage.py", "check"], env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1 and "GUICHET_LOG_MONTHS must be a whole number from 6 to 12" in run.stderr
    assert "Traceback" not in run.stderr
