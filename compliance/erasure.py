"""Erasing a subject everywhere: ordered, written into the journal, carried out by every owner at once, proven by a receipt.

An erasure that is interrupted is finished by the next sweep: until its one transaction has committed, nothing is gone.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from compliance import audit, journal, receipts, registry, requests
from compliance.models import Erasure, LegalHold, RightsRequest
from compliance.owners import Subject, find, owners

State = Erasure.State
PATIENCE = timedelta(seconds=30)
Counts = dict[str, dict[str, int]]


def plan(subject: Subject) -> Counts:
    """Return what an erasure would remove, by owner and kind: the dry run."""
    return {owner.name: counts for owner in owners() if (counts := owner.counts(subject))}


def holds(subject: Subject) -> list[LegalHold]:
    """Return the legal holds that stand against an erasure today."""
    standing = LegalHold.objects.filter(owner=subject.owner, subject_key=subject.key, expires_on__gte=timezone.localdate())
    return list(standing.order_by("expires_on"))


def erase(subject: Subject, request: RightsRequest | None = None) -> Erasure:
    """Erase the subject now, as far as no hold stands against it; return the erasure with its receipt."""
    return finish(order(subject, request))


@transaction.atomic
def order(subject: Subject, request: RightsRequest | None = None) -> Erasure:
    """Note that the subject is to be erased: from now on this is finished, whatever happens. Ordering again changes nothing."""
    found = Erasure.objects.select_for_update().filter(owner=subject.owner, subject_key=subject.key).exclude(state=State.DONE)
    if standing := found.first():
        return standing
    return Erasure.objects.create(site=subject.site, request=request, owner=subject.owner, subject_key=subject.key)


def finish(erasure: Erasure) -> Erasure:
    """Carry out what is left of an erasure; safe to call again."""
    subject = _subject(erasure)
    if subject is not None and not any(hold.scope == LegalHold.Scope.ALL for hold in holds(subject)):
        journal.write(erasure)
    with transaction.atomic():
        erasure = Erasure.objects.select_for_update(of=("self",)).get(pk=erasure.pk)
        if erasure.state != State.DONE:
            _carry_out(erasure)
    return erasure


def _subject(erasure: Erasure) -> Subject | None:
    """Return whom the erasure is about; None when there is nobody any more."""
    return find(erasure.owner, erasure.subject_key) if erasure.subject_key else None


def _carry_out(erasure: Erasure) -> None:
    subject = _subject(erasure)
    standing = holds(subject) if subject else []
    before, after = (_erased(subject, standing), plan(subject)) if subject else ({}, {})
    erasure.state = State.HELD if standing else State.DONE
    erasure.finished_at = timezone.now()
    erasure.receipt = receipts.make(erasure, before, after, standing)
    erasure.subject_key = erasure.subject_key if standing else ""
    erasure.save()
    if erasure.request and not standing:
        _close(erasure.request)
    audit.record("erasure_" + erasure.state, site=erasure.site, actor="system", object_type="erasure", object_id=str(erasure.pk))


def _erased(subject: Subject, standing: list[LegalHold]) -> Counts:
    """Have every owner erase what is not held; return what there was before."""
    before = plan(subject)
    if any(hold.scope == LegalHold.Scope.ALL for hold in standing):
        return before
    keep = frozenset(hold.scope for hold in standing)
    for owner in owners():
        owner.erase(subject, keep)
    return before


def _close(request: RightsRequest) -> None:
    request.refresh_from_db()
    if request.is_open:
        requests.carry_out(request)


def sweep() -> int:
    """Finish what was interrupted and what is no longer held; return how many erasures."""
    waiting = Erasure.objects.filter(state=State.RUNNING, asked_at__lt=timezone.now() - PATIENCE)
    due = [*waiting, *(held for held in Erasure.objects.filter(state=State.HELD) if not _is_held(held))]
    for erasure in due:
        finish(erasure)
    return len(due)


def _is_held(erasure: Erasure) -> bool:
    subject = _subject(erasure)
    return subject is not None and bool(holds(subject))


def vacuum() -> int:
    """Have PostgreSQL free the pages of erased rows; return for how many erasures. Runs outside a transaction."""
    done = Erasure.objects.filter(state=State.DONE, vacuumed_at=None, finished_at__isnull=False)
    keys = list(done.values_list("pk", flat=True))
    if keys:
        with connection.cursor() as cursor:
            for table in tables():
                cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
        Erasure.objects.filter(pk__in=keys).update(vacuumed_at=timezone.now())
    return len(keys)


def tables() -> list[str]:
    """Return the tables that hold something of customers."""
    return [apps.get_model(one.model)._meta.db_table for one in registry.personal() if one.subjects == "customers"]


def replay() -> Iterator[tuple[str, bool]]:
    """Erase again whom a restored backup has brought back; yield each erasure's number and whether there was anybody."""
    missing = journal.unreplayed()
    there = {journal.name_of(*one): one for one in _everybody()} if missing else {}
    for line in missing:
        owner, key = there.get(line["subject"], (line["owner"], ""))
        subject = find(owner, key) if key else None
        again: dict[str, Any] = {"site": subject.site if subject else None, "owner": owner, "subject_key": key}
        finish(Erasure.objects.create(pk=line["id"], is_replayed=True, **again))
        yield line["id"], subject is not None


def _everybody() -> Iterator[tuple[str, str]]:
    for owner in owners():
        yield from ((owner.name, key) for key in owner.all_keys())
