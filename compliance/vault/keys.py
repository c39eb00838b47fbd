"""One key for each subject: made with the subject, kept open for a minute, destroyed with the subject."""

import secrets
import time
from collections.abc import Iterable
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext_lazy as _

from chatbot.errors import GuichetError
from compliance.models import SubjectKey
from compliance.vault import masters

KEPT_OPEN = 60.0  # seconds for which this process remembers a key
MOST_OPEN = 4096


class KeyDestroyed(GuichetError):
    """What is sealed belongs to a subject whose key is gone: nobody can read it any more."""

    code, status = "key_destroyed", 410
    default = _("This content was erased: it can no longer be read.")


_open: dict[UUID, tuple[float, AESGCM]] = {}


def create(subject: UUID) -> None:
    """Make the subject's key, in the transaction that makes the subject."""
    _open.pop(subject, None)  # of an attempt that was rolled back
    master = masters.current()
    wrapped = master.wrap(subject, secrets.token_bytes(masters.KEY_BYTES))
    SubjectKey.objects.create(subject=subject, wrapped=wrapped, master=master.id)


def destroy(*subjects: UUID) -> int:
    """Destroy the keys of these subjects, so that no copy of what was sealed can be read; return how many there were.

    Other processes that have one open forget it within KEPT_OPEN seconds.
    """
    for subject in subjects:
        _open.pop(subject, None)
    return SubjectKey.objects.filter(subject__in=subjects).delete()[0]


def cipher_of(subject: UUID) -> AESGCM:
    """Return the subject's cipher; raises KeyDestroyed, or MasterKeyError when the master key is not the right one."""
    try:
        return gather([subject])[subject]
    except KeyError:
        raise KeyDestroyed from None


def gather(subjects: Iterable[UUID]) -> dict[UUID, AESGCM]:
    """Open the keys of many subjects with one query: call it before a list of them is read."""
    asked, now = set(subjects), time.monotonic()
    found = {subject: kept[1] for subject in asked if (kept := _open.get(subject)) and kept[0] > now}
    if missing := asked - found.keys():
        for row in SubjectKey.objects.filter(subject__in=missing):
            found[row.subject] = AESGCM(masters.named(row.master).unwrap(row.subject, bytes(row.wrapped)))
        if len(_open) + len(missing) > MOST_OPEN:
            _open.clear()
        _open.update({subject: (now + KEPT_OPEN, found[subject]) for subject in missing & found.keys()})
    return found


def forget() -> None:
    """Close every key that this process has open."""
    _open.clear()
