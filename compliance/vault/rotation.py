"""Changing the master key: every subject's key is wrapped anew, in batches, and none of what was sealed is touched."""

from pathlib import Path

from django.db import transaction

from chatbot import conf
from compliance.models import SubjectKey
from compliance.vault import masters
from compliance.vault.masters import Master, MasterKeyError

AT_ONCE = 1000


def refusal() -> str:
    """Return why what is stored cannot be opened with the master key given here; "" when it can."""
    try:
        master = masters.current()
    except MasterKeyError as error:
        return str(error)
    others = SubjectKey.objects.exclude(master=master.id).count()
    if not others:
        return ""
    return (
        f"The master key given here is not the one that protects customers' data: {others} of {SubjectKey.objects.count()} keys "
        "were wrapped with another. Give the right one (GUICHET_MASTER_KEY_FILE, var/master.key), or finish `rotate_keys`."
    )


def rotate(old: Master, new: Master) -> int:
    """Wrap with the new master key what the old one wraps; returns how many keys. Safe to run again after an interruption.

    Raises MasterKeyError, before anything is changed, when there are keys that neither of the two opens.
    """
    foreign = SubjectKey.objects.exclude(master__in=[old.id, new.id]).count()
    if foreign:
        raise MasterKeyError(f"{foreign} keys are wrapped with neither the old master key nor the new one: nothing was changed.")
    done = 0
    while count := _batch(old, new):
        done += count
    return done


@transaction.atomic
def _batch(old: Master, new: Master) -> int:
    rows = list(SubjectKey.objects.select_for_update().filter(master=old.id).order_by("subject")[:AT_ONCE])
    for row in rows:
        row.wrapped = new.wrap(row.subject, old.unwrap(row.subject, bytes(row.wrapped)))
        row.master = new.id
    SubjectKey.objects.bulk_update(rows, ["wrapped", "master"])
    return len(rows)


def replace_own() -> int:
    """Replace the master key that Guichet made itself with a fresh one; an interrupted run is finished by the next."""
    path = conf.load().paths.master
    fresh = path.with_suffix(".new")
    masters.make(fresh)
    done = rotate(masters.current(), masters.of_file(fresh))
    fresh.replace(path)
    masters.current.cache_clear()
    return done


def to_file(path: Path) -> int:
    """Change from the master key given here to the one in a file."""
    return rotate(masters.current(), masters.of_file(path))
