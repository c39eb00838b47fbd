"""Signed checkpoints of the audit chain, in a file outside the database: they show a cut tail and a chain made anew."""

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone

from chatbot import conf
from chatbot.errors import Invalid
from compliance import audit_chain, keys
from compliance.audit_chain import BEGINNING, Head
from compliance.signing import Signature, canonical, sign

SCHEMA = "guichet-audit-1"


class BrokenChain(Exception):
    """The chain is not what it was: no checkpoint is signed over it."""


class BadCheckpoint(Exception):
    """A line of the file is no checkpoint, or its signature does not hold; the message says which line."""


def write() -> Head | None:
    """Sign where the chain stands and append it to the file; None when nothing was added since. Raises BrokenChain."""
    path = conf.load().paths.audit
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(path, "a", encoding="utf-8", opener=_private) as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # of several workers, one writes at a time
        last, head = newest(read(path)), audit_chain.head()
        flaw = audit_chain.first_flaw_after(last, head)
        if flaw:
            raise BrokenChain(str(flaw))
        if head == last:
            return None
        file.write(canonical(_signed(head).as_data()).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return head


def read(path: Path, known: keys.Keys | None = None) -> dict[int, str]:
    """Return the hash that each checkpoint of the file saw, by number; raises BadCheckpoint. No file holds none."""
    if not path.exists():
        return {}
    trusted = keys.known() if known is None else known
    return dict(_statements(path, trusted))


def newest(seen: dict[int, str]) -> Head:
    """Return the latest place in the chain that a checkpoint saw."""
    return Head(max(seen), seen[max(seen)]) if seen else BEGINNING


def _statements(path: Path, known: keys.Keys) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        signature = _parsed(line)
        match signature.signed if signature and signature.holds(known) else None:
            case {"schema": str(schema), "seq": int(seq), "hash": str(seen)} if schema == SCHEMA:
                yield seq, seen
            case _:
                raise BadCheckpoint(f"{path}, line {number}: this is no checkpoint signed by this installation.")


def _parsed(line: str) -> Signature | None:
    try:
        return Signature.read(json.loads(line))
    except (ValueError, Invalid):
        return None


def _signed(head: Head) -> Signature:
    statement: dict[str, Any] = {"schema": SCHEMA, "seq": head.seq, "hash": head.hash, "at": timezone.now().isoformat()}
    return sign(statement)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
