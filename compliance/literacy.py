"""The AI-literacy register: who had which training, who had none, and the register as CSV."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from chatbot.sites.models import Site
from compliance.models import Training

HEAD = ("date", "person", "role", "content", "minutes", "given_by")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def staff(sites: Iterable[Site] | None) -> QuerySet[Any]:
    """Return the active members of staff of these sites; of all when None."""
    people = get_user_model()._default_manager.filter(is_staff=True, is_active=True)
    return people if sites is None else people.filter(sites__in=sites).distinct()


def untrained(sites: Iterable[Site] | None) -> list[str]:
    """Return the names of the active members of staff without any entry."""
    return sorted(name_of(person) for person in staff(sites).filter(trainings=None))


def name_of(person: Any) -> str:
    """Return the name that the register shows: whole, or the login."""
    return str(person.get_full_name() or person.get_username())


def trainings_of(sites: Iterable[Site] | None) -> QuerySet[Training]:
    """Return the entries of everybody who works for these sites, those who left included; all when None."""
    entries = Training.objects.select_related("person")
    people = get_user_model()._default_manager
    return entries if sites is None else entries.filter(person__in=people.filter(sites__in=sites))


def lines(entries: Iterable[Training]) -> list[tuple[str, ...]]:
    """Return each entry as the cells under HEAD."""
    return [
        (one.held_on.isoformat(), name_of(one.person), one.role, one.content, str(one.minutes), one.given_by) for one in entries
    ]


def as_csv(entries: Iterable[Training]) -> str:
    """Return the entries as CSV that a spreadsheet opens as it is, and takes no cell of for a formula."""
    file = io.StringIO()
    file.write("\ufeff")
    rows = csv.writer(file)
    rows.writerow(HEAD)
    for cells in lines(entries):
        rows.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return file.getvalue()


def as_json(entries: Iterable[Training], missing: list[str]) -> str:
    """Return the entries and who has none, for machines."""
    facts = {"trainings": [dict(zip(HEAD, cells, strict=True)) for cells in lines(entries)], "without_training": missing}
    return json.dumps(facts, indent=2, ensure_ascii=False) + "\n"
