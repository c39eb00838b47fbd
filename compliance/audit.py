"""The record of acts: codes, ids and counts, never words. Written in the transaction of the act, chained when it commits."""

import hashlib
import hmac
import math
import secrets
from datetime import UTC
from typing import Any

from django.utils import timezone

from chatbot.sites.models import Site
from compliance.models import AuditEntry, AuditSubject
from compliance.signing import canonical

LONGEST_CODE = 80
LARGEST_FLOAT = 1e15  # beyond it, the database may give a number back in another form
OF_NOBODY = frozenset(
    {"adviser", "ai", "audit", "breach", "erasure", "notice", "processor", "site"}
)  # kinds of objects that lead to no customer


def record(
    event: str, *, site: Site | None, actor: str, object_type: str, object_id: str, subject: Any = "", **details: Any
) -> None:
    """Append one entry; raises ValueError when a detail could hold somebody's words.

    `subject` is the id of the conversation that the object belongs to, where the object is not the conversation itself:
    the entry names the object by a keyed hash whose salt is the subject's and dies with the subject's erasure.
    """
    for name, value in details.items():
        if not _is_code(value):
            raise ValueError(f"audit detail {name!r} must be a number, a truth value or a short code without blanks")
    named = object_id if object_type in OF_NOBODY else reference(object_id, subject=subject or object_id)
    entry = AuditEntry(site=site, event=event, actor=actor, object_type=object_type, object_id=named, details=details)
    entry.at = timezone.now()
    entry.digest = digest(entry)
    entry.save(force_insert=True)


def reference(object_id: str, *, subject: str) -> str:
    """Return the name under which entries speak of an object, as long as its subject is not erased."""
    salt = _salt(subject)
    return _hashed(salt, object_id)


def subject_of(named: str) -> str | None:
    """Return the id of the subject whom entries name so; None once the subject is erased."""
    return AuditSubject.objects.filter(reference=named).values_list("subject", flat=True).first()


def forget(subject: str) -> None:
    """Make the entries about a subject lead back to nobody, for good: the salt of their names is deleted."""
    AuditSubject.objects.filter(subject=subject).delete()


def digest(entry: AuditEntry) -> str:
    """Return the SHA-256 of all that the entry says, as canonical JSON."""
    said = {
        "actor": entry.actor,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "details": entry.details,
        "event": entry.event,
        "object_id": entry.object_id,
        "object_type": entry.object_type,
        "site": entry.site_id,
    }
    return hashlib.sha256(canonical(said)).hexdigest()


def _salt(subject: str) -> bytes:
    known = AuditSubject.objects.filter(subject=subject).values_list("salt", flat=True).first()
    if known is None:
        salt = secrets.token_bytes(32)
        defaults = {"salt": salt, "reference": _hashed(salt, subject)}
        known = AuditSubject.objects.get_or_create(subject=subject, defaults=defaults)[0].salt
    return bytes(known)


def _hashed(salt: bytes, object_id: str) -> str:
    return hmac.digest(salt, object_id.encode(), "sha256").hex()


def _is_code(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST_CODE and not any(char.isspace() for char in value)
    if isinstance(value, float):
        return math.isfinite(value) and abs(value) < LARGEST_FLOAT and str(value) != "-0.0"
    return value is None or isinstance(value, bool | int)
