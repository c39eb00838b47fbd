"""The engine's process has no network: what reads customers' words with native code can tell them to nobody."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROBE = """
import socket
from chatbot.inference.sealed import seal
sealed, tried = seal(), "nothing"
try:
    socket.create_connection(("127.0.0.1", {port}), timeout=2)
    tried = "connected"
except OSError as error:
    tried = error.strerror
open({file!r}, "w").write("kept")
print(sealed, tried)
"""


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def probe(listener, folder, *prefix):
    code = PROBE.format(port=listener, file=str(folder / "kept"))
    done = subprocess.run([*prefix, sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_once_sealed_not_even_this_machine_can_be_reached_and_files_can_still_be_written(listener, tmp_path):
    said = probe(listener, tmp_path)
    if said.startswith("False"):
        pytest.skip("this system lets no process give its network up")
    assert said == "True Network is unreachable"
    assert (tmp_path / "kept").stat().st_uid == os.getuid()


def test_it_needs_no_rights(listener, tmp_path):
    if os.getuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only root can become nobody")
    tmp_path.chmod(0o777)
    for folder in list(tmp_path.parents)[:3]:
        folder.chmod(folder.stat().st_mode | 0o011)
    said = probe(listener, tmp_path, "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--")
    if said.startswith("False"):
        pytest.skip("this system lets nobody but root give the network up")
    assert said == "True Network is unreachable"
    assert (tmp_path / "kept").stat().st_uid == 65534


async def test_the_running_engine_has_a_network_of_its_own_with_nothing_in_it(engine):
    theirs, ours = (os.readlink(f"/proc/{who}/ns/net") for who in (engine.pid, "self"))
    if theirs == ours and may_not_seal():
        pytest.skip("this system lets no process give its network up")
    assert theirs != ours
    assert Path(f"/proc/{engine.pid}/net/dev").read_text().count(":") == 1  # a loopback, which is down


def may_not_seal():
    command = [sys.executable, "-c", "from chatbot.inference.sealed import seal; raise SystemExit(seal())"]
    return subprocess.run(command, cwd=ROOT).returncode == 0
