import pytest

from chatbot import engine
from chatbot.inference.messages import Done
from chatbot.inference.numbers import Numbers
from chatbot.serving import health
from chatbot.serving.state import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def state(monkeypatch):
    fresh = State()
    monkeypatch.setattr(health, "STATE", fresh)
    return fresh


def test_it_is_live(client):
    assert client.get("/health/live").json() == {"status": "live"}


def test_it_is_ready_when_all_that_this_process_runs_works(client, state):
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "database": "up", "worker": "elsewhere", "engine": "elsewhere"}


@pytest.mark.parametrize(
    ("facts", "part"),
    [({"runs_worker": True}, ("worker", "down")), ({"runs_engine": True}, ("engine", "starting")), ({"is_stopping": True}, None)],
)
def test_it_is_not_ready_when_a_part_does_not_work_or_it_stops(client, state, monkeypatch, facts, part):
    monkeypatch.setattr(engine, "_engine", None)
    for name, value in facts.items():
        setattr(state, name, value)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    if part:
        assert answer.json()[part[0]] == part[1]


def test_figures_are_for_this_machine_only(client, state):
    assert b"guichet_jobs_waiting 0\n" in client.get("/metrics").content
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404


def test_figures_of_the_engine_are_sums_over_its_answers(client, state, monkeypatch):
    class Running:
        is_ready, requests, memory_bytes, cpu_seconds, numbers = True, 2, 4096, 7.5, Numbers(restarts=1)

    Running.numbers.add(Done("1", "stop", "Oui.", 100, 3, 90, {"queue": 10.0, "first_piece": 250.0, "total": 400.0}))
    monkeypatch.setattr(engine, "_engine", Running())
    lines = client.get("/metrics").text.splitlines()
    assert 'guichet_engine_answers_total{reason="stop"} 1' in lines
    assert {"guichet_engine_cached_tokens_total 90", "guichet_engine_first_piece_seconds_total 0.25"} <= set(lines)
    assert {
        "guichet_engine_restarts_total 1",
        "guichet_engine_requests 2",
        "guichet_engine_memory_bytes 4096",
        "guichet_engine_cpu_seconds_total 7.5",
        "guichet_engine_articles_to_read_ahead 0",
        "guichet_engine_articles_read_ahead 0",
    } <= set(lines)
