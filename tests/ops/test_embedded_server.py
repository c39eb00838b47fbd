import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from chatbot.database.embedded.server import EmbeddedServer

HOLD = """
import sys
from pathlib import Path
from chatbot.database.embedded.server import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1]))
server.ensure_running()
print("running", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path):
    """A data folder below a folder that is closed to others; what was made for it is removed."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    folder = closed / "var"
    yield folder
    server = EmbeddedServer(folder)
    server.ensure_running()
    server.leave()
    shutil.rmtree(server.home, ignore_errors=True)


def user(folder):
    """Return another process that uses the server until its standard input closes."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "running\n"
    return process


def is_running(server):
    return (server.data / "postmaster.pid").exists()


def modes(folder):
    return {path: path.stat().st_mode for path in (folder, *folder.parents)}


def test_it_opens_no_folder_above_its_data_to_others(place):
    place.mkdir()
    before = modes(place)
    server = EmbeddedServer(place)
    server.ensure_running()
    server.leave()
    assert modes(place) == before
    assert server.data.stat().st_mode & 0o777 == 0o700


def test_it_listens_on_no_network_port(place):
    server = EmbeddedServer(place)
    server.ensure_running()
    with psycopg.connect(host=str(server.socket_dir), user="postgres", dbname="postgres") as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert server.socket_dir.stat().st_mode & 0o777 == 0o700
    server.leave()


def test_whoever_leaves_last_stops_it(place):
    server = EmbeddedServer(place)
    other = user(place)
    server.ensure_running()
    other.communicate("")
    assert is_running(server)
    server.leave()
    assert not is_running(server)


def test_a_killed_user_does_not_keep_it_running_nor_the_next_from_starting(place):
    server = EmbeddedServer(place)
    other = user(place)
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    assert is_running(server)
    server.ensure_running()
    server.leave()
    assert not is_running(server)


def test_a_killed_server_is_started_again(place):
    server = EmbeddedServer(place)
    server.ensure_running()
    leader = int((server.data / "postmaster.pid").read_text().split()[0])
    os.kill(leader, signal.SIGKILL)
    wait_gone(leader)
    again = EmbeddedServer(place)
    again.ensure_running()
    with psycopg.connect(host=str(again.socket_dir), user="postgres", dbname="postgres") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    again.leave()
    server.leave()


def wait_gone(pid):
    handle = os.pidfd_open(pid) if Path(f"/proc/{pid}").exists() else None
    if handle is not None:
        import select

        select.select([handle], [], [], 10)
        os.close(handle)
