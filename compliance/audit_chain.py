"""Whether the audit chain is whole: every entry as it was written, each linked to the one before, none missing."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain as joined

from compliance import audit
from compliance.models import AuditEntry
from compliance.signing import canonical

GENESIS = "0" * 64  # what the first entry has for a previous one
DROPPED = "audit_dropped"


@dataclass(frozen=True)
class Flaw:
    """What is wrong, and at which number of the chain."""

    kind: str  # changed, deleted, inserted, moved, rewritten, truncated, unchained
    seq: int
    row: int | None = None

    def __str__(self) -> str:
        place = f"row {self.row}" if self.row else "no row"
        return f"entry {self.seq} ({place}): {MEANINGS[self.kind]}"


MEANINGS = {
    "changed": "changed after it was written",
    "deleted": "deleted",
    "inserted": "inserted, or its link changed: it does not follow the entry before it",
    "moved": "stands in a place that is not its own",
    "rewritten": "not the entry that the signed checkpoint saw here",
    "truncated": "cut off: a signed checkpoint saw it",
    "unchained": "came past the chain: it has no number",
}


@dataclass(frozen=True)
class Head:
    """A place in the chain, and the hash of everything up to it."""

    seq: int
    hash: str


BEGINNING = Head(0, GENESIS)


def link(digest: str, before: Head) -> Head:
    """Return the head after an entry with this digest."""
    seq = before.seq + 1
    linked = {"digest": digest, "previous": before.hash, "seq": seq}
    return Head(seq, hashlib.sha256(canonical(linked)).hexdigest())


def flaws(entries: Iterable[AuditEntry], start: Head, seen: dict[int, str]) -> Iterator[Flaw]:
    """Yield what is wrong with entries in the order of their numbers, after `start`; `seen` is what checkpoints saw."""
    before = start
    for entry in entries:
        assert entry.seq is not None  # noqa: S101  chained entries only
        if entry.seq > before.seq + 1:
            yield Flaw("deleted", before.seq + 1)
            before = Head(entry.seq - 1, entry.previous)
        yield from _flaws_of(entry, before, seen.get(entry.seq))
        before = Head(entry.seq, entry.hash)
    lost = [seq for seq in seen if seq > before.seq]
    if lost:
        yield Flaw("truncated", before.seq + 1)


def first_flaw(checkpoints: dict[int, str]) -> Flaw | None:
    """Return the first thing wrong with the stored chain, none when it is whole; `checkpoints` must be read before."""
    chained = AuditEntry.objects.filter(seq__isnull=False).order_by("seq")
    start = _start(chained.first(), checkpoints)
    past = AuditEntry.objects.filter(seq__isnull=True).order_by("pk")[:1]
    unchained = (Flaw("unchained", 0, entry.pk) for entry in past)
    found = flaws(chained.iterator(chunk_size=2000), start, {n: h for n, h in checkpoints.items() if n >= start.seq})
    return next(joined(found, unchained), None)


def first_flaw_after(known: Head, last: Head) -> Flaw | None:
    """Return the first thing wrong between a place in the chain that is known to be good and its last one."""
    if last.seq < known.seq:
        return Flaw("truncated", last.seq + 1)
    added = AuditEntry.objects.filter(seq__gt=known.seq, seq__lte=last.seq).order_by("seq")
    return next(flaws(added.iterator(chunk_size=2000), known, {}), None)


def head() -> Head:
    """Return the chain's last place."""
    last = AuditEntry.objects.filter(seq__isnull=False).order_by("-seq").values_list("seq", "hash").first()
    return Head(last[0] or 0, last[1]) if last else BEGINNING


def _start(first: AuditEntry | None, checkpoints: dict[int, str]) -> Head:
    """Return where the stored chain begins: at its beginning, or after a prefix that was dropped as retention says."""
    if first is None or first.seq is None or first.seq == 1:
        return BEGINNING
    said = AuditEntry.objects.filter(event=DROPPED, details__through__lt=first.seq).order_by("-seq")
    through = [details["through"] for details in said.values_list("details", flat=True) if details["through"] in checkpoints]
    return Head(through[0], checkpoints[through[0]]) if through else BEGINNING


def _flaws_of(entry: AuditEntry, before: Head, seen: str | None) -> Iterator[Flaw]:
    assert entry.seq is not None  # noqa: S101  chained entries only
    if audit.digest(entry) != entry.digest:
        yield Flaw("changed", entry.seq, entry.pk)
    elif entry.previous != before.hash:
        yield Flaw("inserted", entry.seq, entry.pk)
    elif link(entry.digest, before).hash != entry.hash:
        yield Flaw("moved", entry.seq, entry.pk)
    if seen is not None and seen != entry.hash:
        yield Flaw("rewritten", entry.seq, entry.pk)
