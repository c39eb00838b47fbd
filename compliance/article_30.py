"""The record of processing activities (GDPR, article 30), generated from the registry: nothing is kept by hand."""

import csv
import io
from typing import Any

from chatbot.sites.models import Site
from compliance import registry, retention
from compliance.registry import Declaration

SECURITY = "own machines of the company; signed records; access by site; no transfer outside the European Union"


def record(site: Site | None) -> list[dict[str, Any]]:
    """Return one activity for each purpose, with what is held for it."""
    by_purpose: dict[str, list[Declaration]] = {}
    for one in registry.personal():
        by_purpose.setdefault(one.purpose, []).append(one)
    return [_activity(registry.PURPOSES[name], held, site) for name, held in by_purpose.items()]


def _activity(purpose: registry.Purpose, held: list[Declaration], site: Site | None) -> dict[str, Any]:
    return {
        "activity": purpose.label,
        "controller": site.company if site else "",
        "contact": site.contact_email if site else "",
        "ground": f"{purpose.basis}: GDPR {purpose.article}",
        "people": sorted({one.subjects for one in held}),
        "data": {one.model: one.personal for one in held},
        "recipients": "advisers of the site; the mail server, where one is named",
        "transfers": "none",
        "kept": {one.model: _time(one) for one in held},
        "security": SECURITY,
    }


def _time(one: Declaration) -> str:
    days = retention.days(one.retention)
    return f"{retention.RULES[one.retention].label}{f': {days} days' if days else ''}"


def as_csv(activities: list[dict[str, Any]]) -> str:
    """Return the record as a table, a line for each activity."""
    buffer = io.StringIO()
    table = csv.DictWriter(buffer, list(activities[0]))
    table.writeheader()
    table.writerows({name: _cell(value) for name, value in one.items()} for one in activities)
    return buffer.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {', '.join(held) if isinstance(held, dict) else held}" for name, held in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value)
