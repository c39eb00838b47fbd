"""A copy of the database: made, put back, and tried in a drill."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

import psycopg
from django.db import connection, transaction
from django.utils import timezone
from psycopg.sql import SQL, Identifier

from chatbot.backup import envelope, keys, postgres
from chatbot.backup.errors import BackupError

Counts = dict[str, int]  # rows by table
LENGTH = 4  # bytes before the list of tables, which is inside the encryption too
TABLES = (
    "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') "
    "ORDER BY 1"
)


@dataclass(frozen=True)
class Drill:
    """What a drill found: rows by table as they were copied, and as they came back."""

    made_at: str
    copied: Counts
    restored: Counts
    seconds: float

    @property
    def differences(self) -> list[str]:
        """The tables that did not come back as they were."""
        names = sorted(self.copied.keys() | self.restored.keys())
        return [name for name in names if self.copied.get(name) != self.restored.get(name)]


def make(target: Path, public: Path | None) -> Counts:
    """Write an encrypted copy; returns the rows by table. A copy that was not finished leaves no file. Raises BackupError."""
    recipient = keys.public_key(public)
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    try:
        with partial.open("wb") as file, transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            counts = _counts(cursor)
            cursor.execute("SELECT pg_export_snapshot()")
            envelope.close(_contents(counts, cursor.fetchone()[0]), file, recipient)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return counts


def put_back(source: Path, private: Path, *, replace: bool) -> Counts:
    """Restore a copy into this installation's database, whole or not at all; raises BackupError."""
    with connection.cursor() as cursor:
        is_used = bool(_tables(cursor))
    if is_used and not replace:
        raise BackupError("The database is not empty: `--replace` puts the copy in the place of what it holds.")
    about, pieces = _read(source, private)
    connection.close()
    postgres.restore(pieces, postgres.database(), replace=is_used)
    return dict(about["counts"])


def drill(source: Path, private: Path) -> Drill:
    """Restore a copy into a database made for it, count, and drop that again; raises BackupError."""
    began, name = time.monotonic(), f"guichet_drill_{token_hex(4)}"
    about, pieces = _read(source, private)
    _statement(SQL("CREATE DATABASE {}").format(Identifier(name)))
    try:
        postgres.restore(pieces, name, replace=False)
        with psycopg.connect(**{**connection.get_connection_params(), "dbname": name}) as scratch, scratch.cursor() as cursor:
            restored = _counts(cursor)
    finally:
        _statement(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
    return Drill(about["made_at"], about["counts"], restored, round(time.monotonic() - began, 1))


def _contents(counts: Counts, snapshot: str) -> Iterator[bytes]:
    about = json.dumps({"made_at": timezone.now().isoformat(timespec="seconds"), "counts": counts}).encode()
    yield len(about).to_bytes(LENGTH, "big") + about
    yield from postgres.dump(snapshot)


def _read(source: Path, private: Path) -> tuple[dict[str, Any], Iterator[bytes]]:
    """Return what the copy says of itself, and the rest of it."""
    pieces = _pieces(source, private)
    first = next(pieces)
    end = LENGTH + int.from_bytes(first[:LENGTH], "big")
    return json.loads(first[LENGTH:end]), _following(first[end:], pieces)


def _pieces(source: Path, private: Path) -> Iterator[bytes]:
    key = keys.private_key(private)
    try:
        with source.open("rb") as file:
            yield from envelope.opened(file, key)
    except OSError as error:
        raise BackupError(f"{source} cannot be read: {error.strerror}.") from error


def _following(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _tables(cursor: Any) -> list[str]:
    cursor.execute(TABLES)
    return [name for (name,) in cursor.fetchall()]


def _counts(cursor: Any) -> Counts:
    counts = {}
    for name in _tables(cursor):
        cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608  PostgreSQL has quoted it
        counts[name] = cursor.fetchone()[0]
    return counts


def _statement(statement: Any) -> None:
    """Carry out what no transaction may hold, on a connection of its own."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as administrative:
        administrative.execute(statement)
