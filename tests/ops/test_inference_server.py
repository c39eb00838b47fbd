"""An inference server of the operator's own: configured, checked, served without any engine here."""

import asyncio
import io
import json
import subprocess
import sys
import threading

import pytest
from django.core.management import call_command

from chatbot import conf, engine
from chatbot.inference.errors import ModelMissing
from chatbot.inference.register import SMOLLM2
from chatbot.serving.checks import check_inference_server
from compliance import about
from tests.inference.inference_server import InferenceServer
from tests.ops.conftest import ROOT, family

NAMES = ("URL", "HOSTS", "MODEL", "KEY", "CA")


@pytest.fixture
def configure(monkeypatch):
    """Set INFERENCE_… variables, and no others of theirs."""

    def set_to(**values):
        for name in NAMES:
            monkeypatch.delenv(f"INFERENCE_{name}", raising=False)
        for name in ("GUICHET_MODEL", "GUICHET_MODEL_PATH"):
            monkeypatch.delenv(name, raising=False)
        for name, value in values.items():
            monkeypatch.setenv(name if name.startswith("GUICHET_") else f"INFERENCE_{name}", str(value))
        conf.load.cache_clear()

    yield set_to
    monkeypatch.undo()
    conf.load.cache_clear()


@pytest.fixture
def running_server():
    """An inference server in a thread of its own."""
    server, loop = InferenceServer(), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(server.start(), loop).result(5)
    yield server
    asyncio.run_coroutine_threadsafe(server.stop(), loop).result(5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def ids():
    return [problem.id for problem in check_inference_server(None)]


def test_without_an_address_there_is_nothing_to_check(configure):
    configure(MODEL="no such model")
    assert ids() == []


def test_a_good_configuration_passes(configure):
    configure(URL="https://gpu.example.eu", HOSTS="gpu.example.eu", MODEL="SmolLM2", KEY="k")
    assert ids() == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"URL": "https://gpu.example.eu", "MODEL": "SmolLM2"}, "guichet.E001"),
        ({"URL": "http://127.0.0.1:1", "MODEL": "unheard of"}, "guichet.E002"),
        ({"URL": "http://127.0.0.1:1"}, "guichet.E002"),
        ({"URL": "http://127.0.0.1:1", "MODEL": "SmolLM2", "GUICHET_MODEL": "SmolLM2"}, "guichet.E003"),
        ({"URL": "http://127.0.0.1:1", "MODEL": "SmolLM2", "CA": "/nowhere.pem"}, "guichet.E004"),
        ({"URL": "http://gpu.internal", "HOSTS": "http://gpu.internal", "MODEL": "SmolLM2", "KEY": "k"}, "guichet.W001"),
    ],
)
def test_a_wrong_combination_is_told_with_a_hint(configure, values, expected):
    configure(**values)
    (problem,) = check_inference_server(None)
    assert problem.id == expected and problem.hint


def test_no_engine_is_made_for_an_undeclared_host(configure):
    configure(URL="https://gpu.example.eu", MODEL="SmolLM2")
    with pytest.raises(ModelMissing, match="INFERENCE_HOSTS"):
        engine.build(lambda *_: None)


def test_the_key_is_not_in_what_the_configuration_looks_like(configure):
    configure(URL="http://127.0.0.1:1", MODEL="SmolLM2", KEY="s3cret")
    assert conf.load().remote.key == "s3cret" and "s3cret" not in repr(conf.load())


def test_the_page_about_the_ai_names_the_servers_model(configure):
    configure(URL="http://127.0.0.1:1", MODEL="SmolLM2")
    assert about.current_card() == SMOLLM2


def test_without_an_address_no_http_client_is_loaded():
    code = "import django; django.setup(); import sys, chatbot.engine, conversations.tasks; print('httpx' in sys.modules)"
    command = [sys.executable, "-c", f"import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'chatbot.settings'; {code}"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == "False"


def test_the_benchmark_asks_the_server(configure, running_server, tmp_path):
    configure(URL=running_server.url, MODEL="SmolLM2")
    questions = [{"pass": 1, "prefix": "Article.", "question": f"{number}?", "max_tokens": 5} for number in range(4)]
    workload = tmp_path / "workload.jsonl"
    workload.write_text("\n".join(map(json.dumps, questions)))
    said = io.StringIO()
    call_command("bench_inference", workload=workload, concurrency=2, json=True, stdout=said)
    assert json.loads(said.getvalue())["tokens"] == 12 and len(running_server.asked) == 4


def test_it_serves_without_an_engine_here_and_says_when_the_server_is_another(serve, running_server):
    known = {"INFERENCE_URL": running_server.url, "INFERENCE_MODEL": "SmolLM2"}
    first = serve(**known)
    first.until("Guichet is ready")
    status, body = first.get("/health/ready")
    assert status == 200 and json.loads(body)["engine"] == "up"
    assert len(family(first.process.pid)) == 1
    assert "guichet_engine_restarts_total 0" in first.get("/metrics")[1]
    assert first.stop()[0] == 0
    running_server.model = "Other-7B"
    second = serve(**known)
    second.until("serves Other-7B, not SmolLM2-135M-Instruct Q4_1")
    assert second.process.wait(timeout=20) == 1


def test_a_wrong_configuration_is_told_at_the_start(serve):
    process = serve(INFERENCE_URL="https://gpu.example.eu", INFERENCE_MODEL="SmolLM2")
    process.until("guichet.E001")
    assert process.process.wait(timeout=20) == 1
