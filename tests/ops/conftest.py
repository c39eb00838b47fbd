import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from chatbot.database.embedded.server import EmbeddedServer

ROOT = Path(__file__).resolve().parents[2]


def script(name):
    """Load a script of .ci as a module."""
    sys.path.insert(0, str(ROOT / ".ci"))
    spec = importlib.util.spec_from_file_location(f"ci_{name}", ROOT / ".ci" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def family(session):
    """Return the living processes of a session."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[3] == str(session) and fields[0] != "Z":
            found.append(int(folder.name))
    return found


def left_after(session, seconds):
    """Return the processes of a session that still live when so much time has passed; soon, when there are none."""
    end = time.monotonic() + seconds
    while (living := family(session)) and time.monotonic() < end:
        time.sleep(0.05)
    return living


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    """A folder of its own for everything Guichet writes; its database is removed at the end."""
    folder = tmp_path_factory.mktemp("var")
    yield folder
    remove(folder)


def remove(folder):
    """Stop and remove the embedded server of a folder."""
    server = EmbeddedServer(folder)
    server.ensure_running()
    server.leave()
    shutil.rmtree(server.home, ignore_errors=True)


class Serve:
    """A real `manage.py serve` in a session of its own."""

    def __init__(self, var, *arguments, **environment):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        known = {name: value for name, value in os.environ.items() if not name.startswith(("GUICHET_", "DATABASE_URL"))}
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--bind", f"127.0.0.1:{self.port}", *arguments],
            cwd=ROOT,
            env={**known, "GUICHET_VAR": str(var), "GUICHET_URL": self.address, "PYTHONUNBUFFERED": "1", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines = []
        self._told = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            with self._told:
                self.lines.append(line.rstrip())
                self._told.notify_all()

    @property
    def output(self):
        return "\n".join(self.lines)

    def until(self, text, timeout=90):
        """Wait until it has said `text`; returns how long that took."""
        began = time.monotonic()
        with self._told:
            said = self._told.wait_for(lambda: text in self.output or self.process.poll() is not None, timeout)
        assert said and text in self.output, self.output
        return time.monotonic() - began

    def get(self, path):
        """Return status and body; status 0 when nobody answers."""
        try:
            with urlopen(self.address + path, timeout=5) as answer:  # noqa: S310  (our own address)
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()
        except URLError:
            return 0, ""

    def stop(self, number=signal.SIGINT):
        """Ask it to stop; returns the exit status and how long it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        code = self.process.wait(timeout=20)
        self._reader.join(timeout=5)
        return code, time.monotonic() - began

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def serve(var):
    """Start `serve` processes that are gone at the end."""
    started = []

    def start(*arguments, **environment):
        started.append(Serve(var, *arguments, **environment))
        return started[-1]

    yield start
    for one in started:
        one.kill()


@pytest.fixture
def model():
    path = os.environ.get("GUICHET_TEST_MODEL")
    if not path:
        pytest.skip("no GUICHET_TEST_MODEL: `make test` fetches one")
    return path
