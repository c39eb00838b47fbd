import signal
import socket

import psycopg
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from chatbot.database.embedded.server import EmbeddedServer
from tests.ops.conftest import family, left_after

WEB = ["--role", "web"]  # needs no model
REDIS = {"REDIS_URL": "redis://127.0.0.1:9/0"}  # asked for, and not used before somebody opens a socket


@pytest.mark.model
def test_it_starts_everything_then_stops_within_5_seconds_and_leaves_no_process(serve, var, model):
    first = serve("--demo", GUICHET_MODEL_PATH=model)
    first.until("Guichet is ready")
    first.until("claire")  # the last line
    passwords = [line.split()[1] for line in first.lines if line.split()[:1] in (["admin"], ["claire"])]
    assert [len(password) for password in passwords] == [20, 20]
    assert first.get("/health/ready")[0] == 200
    assert len(family(first.process.pid)) == 2  # the site and its engine
    code, seconds = first.stop()
    assert code == 0 and seconds < 5
    assert family(first.process.pid) == []
    assert not (EmbeddedServer(var).data / "postmaster.pid").exists()

    again = serve("--demo", GUICHET_MODEL_PATH=model)
    assert again.until("Guichet is ready") < 10
    assert "claire" not in again.output and "password" not in again.output
    hashes = rows(var, "SELECT password FROM conversations_adviser")
    assert len(hashes) == 2 and all(stored.startswith("argon2$") for (stored,) in hashes)
    code, seconds = again.stop(signal.SIGTERM)
    assert code == 0 and seconds < 5


@pytest.mark.model
def test_it_closes_sockets_with_1012_when_it_stops(serve, var, model):
    process = serve("--demo", GUICHET_MODEL_PATH=model)
    process.until("Guichet is ready")
    ((key,),) = rows(var, "SELECT public_key FROM sites_site WHERE slug = 'demo'")
    with connect(f"ws://127.0.0.1:{process.port}/ws/chat/{key}/", origin=process.address) as tab:
        assert '"disclosure"' in tab.recv(timeout=5)
        process.process.send_signal(signal.SIGTERM)
        with pytest.raises(ConnectionClosed) as closed:
            tab.recv(timeout=5)
    assert closed.value.rcvd.code == 1012
    assert process.process.wait(timeout=5) == 0


def rows(var, query):
    with psycopg.connect(host=str(EmbeddedServer(var).socket_dir), user="postgres", dbname="guichet") as connection:
        return connection.execute(query).fetchall()


@pytest.mark.model
def test_a_second_interrupt_ends_it_at_once_and_the_next_start_works(serve, model):
    process = serve(GUICHET_MODEL_PATH=model)
    process.until("Guichet is ready")
    process.process.send_signal(signal.SIGINT)
    process.process.send_signal(signal.SIGINT)
    assert process.process.wait(timeout=5) in {0, 130}
    assert left_after(process.process.pid, 5) == []
    again = serve(*WEB, **REDIS)
    again.until("Guichet is ready")
    assert again.stop()[0] == 0


@pytest.mark.model
def test_it_starts_again_after_it_was_killed(serve, model):
    process = serve(GUICHET_MODEL_PATH=model)
    process.until("Guichet is ready")
    process.process.kill()
    process.process.wait()
    again = serve(GUICHET_MODEL_PATH=model)
    again.until("Guichet is ready")
    assert again.stop()[0] == 0
    assert family(process.process.pid) == []  # the killed one's engine ended with it


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (["--bind", "nonsense"], {}, "--bind must read ADDRESS:PORT"),
        ([], {"GUICHET_MODEL_PATH": "/etc/hostname"}, "has no entry in the model register"),
        ([], {"GUICHET_MODEL_PATH": "/nowhere/model.gguf"}, "cannot be read"),
        ([], {"GUICHET_MODEL": "Nonesuch"}, "The model register has no 'Nonesuch'"),
        ([], {"GUICHET_THREADS": "many"}, "GUICHET_THREADS must be a whole number above 0"),
        (["--role", "worker"], {}, "--role worker needs REDIS_URL"),
        (["--role", "web"], {"DATABASE_URL": "mysql://a/b"}, "DATABASE_URL must read postgresql://"),
        (WEB, {"DATABASE_URL": "postgresql://a:b@127.0.0.1:9/x", **REDIS}, "The database cannot be used"),
    ],
)
def test_it_says_in_one_sentence_why_it_cannot_start(serve, arguments, environment, sentence):
    process = serve(*arguments, **environment)
    assert process.process.wait(timeout=60) == 1
    process.until(sentence)
    assert "Traceback" not in process.output


def test_it_says_that_the_port_is_in_use(serve):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        process = serve(*WEB, "--bind", f"127.0.0.1:{other.getsockname()[1]}", **REDIS)
        assert process.process.wait(timeout=60) == 1
        process.until("is in use on 127.0.0.1")
    assert "Traceback" not in process.output
