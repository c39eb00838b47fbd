"""What a reply of the model takes: noted as it goes, told when enough was measured, and an estimate of energy called so."""

import html
from datetime import timedelta

import pytest
from django.utils import timezone

from chatbot import conf, engine
from chatbot.inference.messages import Done
from chatbot.inference.numbers import Numbers
from chatbot.inference.register import QWEN, SMOLLM2
from chatbot.serving.effort import Meter
from compliance import about, effort
from compliance.models import ModelEffort

pytestmark = pytest.mark.django_db


class Running:
    """An engine that has done something."""

    card = SMOLLM2

    def __init__(self):
        self.numbers, self.cpu_seconds = Numbers(), 0.0

    def works(self, seconds, *reasons):
        self.cpu_seconds += seconds
        for reason in reasons:
            self.numbers.add(Done("1", reason, "", 10, 3, 0))


@pytest.fixture
def running(monkeypatch):
    current = Running()
    monkeypatch.setattr(engine, "_engine", current)
    return current


@pytest.fixture
def watts(monkeypatch, request):
    """Declare the watts of a busy core."""
    request.addfinalizer(conf.load.cache_clear)

    def declare(value):
        monkeypatch.setenv("GUICHET_CORE_WATTS", value)
        conf.load.cache_clear()

    return declare


def page(client, monkeypatch, language):
    monkeypatch.setattr(about, "current_card", lambda: SMOLLM2)
    return html.unescape(client.get(f"/ai/?lang={language}").text).replace("\xa0", " ").replace("\u202f", " ")


def test_only_what_is_new_is_noted_and_only_finished_replies_count(running):
    meter = Meter()
    running.works(8.0, "prepared", "stop", "cancelled")
    meter.note()
    meter.note()
    running.works(2.5, "length", "choice")
    meter.note()
    [day] = ModelEffort.objects.all()
    assert (day.day, day.sha256, day.replies, day.cpu_seconds) == (timezone.localdate(), SMOLLM2.sha256, 3, 10.5)


def test_two_processes_add_to_the_same_day(running):
    running.works(1.0, "stop")
    Meter().note()
    Meter().note()
    assert ModelEffort.objects.get().replies == 2


def test_a_model_elsewhere_notes_nothing(running):
    running.works(0.0, "stop")
    Meter().note()
    assert not ModelEffort.objects.exists()


def test_the_mean_is_of_this_model_and_of_the_last_days():
    today = timezone.localdate()
    for days, card, replies, seconds in (
        (0, SMOLLM2, 30, 60.0),
        (3, SMOLLM2, 10, 60.0),
        (40, SMOLLM2, 9, 999.0),
        (0, QWEN, 9, 999.0),
    ):
        ModelEffort.objects.create(day=today - timedelta(days), sha256=card.sha256, replies=replies, cpu_seconds=seconds)
    found = effort.of_one_reply(SMOLLM2)
    assert (found.since, found.replies, found.seconds) == (today - timedelta(3), 40, 3.0)
    assert found.watt_hours(12.0) == pytest.approx(0.01)
    assert effort.of_one_reply(QWEN) is None


def test_without_a_measurement_the_page_shows_no_figure(client, monkeypatch, watts):
    watts("12")
    effort.note(SMOLLM2, replies=19, seconds=900)
    assert "Aucun chiffre n’est affiché" in (shown := page(client, monkeypatch, "fr")) and "watt" not in shown


def test_without_declared_watts_the_page_shows_the_time_alone(client, monkeypatch, watts):
    watts("")
    effort.note(SMOLLM2, replies=1500, seconds=4600)
    shown = page(client, monkeypatch, "en")
    assert "a reply took 3.1 s" in shown and "1,500 replies have been counted" in shown and "watt" not in shown


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("demandé 3,1 s de", "1 500 réponses", "déclare 4,5 watts", "environ 0,0038 Wh", "en 1 s", "C’est une estimation")),
        ("en", ("took 3.1 s", "1,500 replies have been counted", "declares 4.5 watts", "about 0.0038 Wh", "in 1 s", "This is an estimate")),
    ],
)  # fmt: skip
def test_the_energy_is_an_estimate_and_says_how_it_came_about(client, monkeypatch, watts, language, words):
    watts("4.5")
    effort.note(SMOLLM2, replies=1500, seconds=4600)
    shown = page(client, monkeypatch, language)
    assert [one for one in words if one not in shown] == []


def test_whole_watts_are_shown_as_they_were_declared(client, monkeypatch, watts):
    watts("8")
    effort.note(SMOLLM2, replies=20, seconds=20)
    assert "déclare 8 watts" in page(client, monkeypatch, "fr")


@pytest.mark.parametrize("wrong", ["-3", "eight", "1e9", "8,5"])
def test_watts_that_are_none_stop_the_start(watts, wrong):
    watts(wrong)
    with pytest.raises(ValueError, match="GUICHET_CORE_WATTS must be watts"):
        conf.load()
