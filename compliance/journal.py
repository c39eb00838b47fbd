"""The journal of erasures: a file outside the database, so that a restored backup does not bring anybody back.

A line holds the erasure's number, its day and a keyed hash of the subject: nothing that leads to a person without the secret.
"""

import hmac
import json
import os
from pathlib import Path

from chatbot import conf
from compliance.models import Erasure

Line = dict[str, str]


def path() -> Path:
    """Return the journal's file."""
    return conf.load().paths.erasures


def name_of(owner: str, key: str) -> str:
    """Return the keyed hash by which the journal knows a subject."""
    return hmac.digest(conf.secret("erasures").encode(), f"{owner}\0{key}".encode(), "sha256").hex()


def write(erasure: Erasure) -> None:
    """Append the erasure, and see it on the disk, before any row goes; once is enough."""
    if str(erasure.pk) in {line["id"] for line in lines()}:
        return
    entry = {
        "id": str(erasure.pk),
        "day": f"{erasure.asked_at:%Y-%m-%d}",
        "owner": erasure.owner,
        "subject": name_of(erasure.owner, erasure.subject_key),
    }
    path().parent.mkdir(parents=True, exist_ok=True)
    with open(path(), "ab", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(json.dumps(entry).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def lines() -> list[Line]:
    """Return every line; raises ValueError naming the one that cannot be read."""
    if not path().exists():
        return []
    found = []
    for number, text in enumerate(path().read_text().splitlines(), 1):
        try:
            entry = json.loads(text)
            found.append({name: str(entry[name]) for name in ("id", "day", "owner", "subject")})
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path()}, line {number}: this is no entry of the journal of erasures.") from error
    return found


def unreplayed() -> list[Line]:
    """Return the erasures that this database does not know of: it was restored from a backup made before them."""
    found = lines()
    known = {str(pk) for pk in Erasure.objects.filter(pk__in=[line["id"] for line in found]).values_list("pk", flat=True)}
    return [line for line in found if line["id"] not in known]
