import pytest

from chatbot import engine
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
