"""The seal of a file: a signature over all its bytes, kept in a place of fixed length inside it."""

import hashlib
import re

from compliance.keys import Keys
from compliance.signing import Signature, sign
from compliance.verification import Finding

SCHEMA = "guichet-file-1"
OPEN = f"guichet-seal:{'0' * 43}.{'0' * 86}"  # stands in the file until it is sealed
PLACE = re.compile(rb"guichet-seal:([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{86})")


def close(file: bytes) -> bytes:
    """Return the file with its first open place filled; raises ValueError when it has none."""
    place = PLACE.search(file)
    if place is None or place.group().decode() != OPEN:
        raise ValueError("the file has no place for its seal")
    made = sign(_statement(file, place))
    return file[: place.start()] + f"guichet-seal:{made.key_id}.{made.value}".encode() + file[place.end() :]


def check(file: bytes, known: Keys) -> Finding:
    """Say whether the file is as it was made here, to the last byte."""
    place = PLACE.search(file)
    if place is None:
        return Finding("unknown", "no_seal")
    signature = Signature(place[1].decode(), place[2].decode(), _statement(file, place))
    if signature.key_id not in known:
        return Finding("unknown", "foreign_key")
    return Finding("yes", "file_unchanged") if signature.holds(known) else Finding("no", "file_altered")


def _statement(file: bytes, place: re.Match[bytes]) -> dict[str, str]:
    """Return what is signed: the file with its place open; mail may change the ends of lines and of the text, and only these."""
    opened = file[: place.start()] + OPEN.encode() + file[place.end() :]
    return {"schema": SCHEMA, "sha256": hashlib.sha256(opened.replace(b"\r\n", b"\n").strip()).hexdigest()}
