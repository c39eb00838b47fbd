"""The record of acts: codes, ids and counts, never words. Written in the transaction of the act itself."""

from typing import Any

from chatbot.sites.models import Site
from compliance.models import AuditEntry

LONGEST_CODE = 80


def record(event: str, *, site: Site | None, actor: str, object_type: str, object_id: str, **details: Any) -> None:
    """Append one entry; raises ValueError when a detail could hold somebody's words."""
    for name, value in details.items():
        if not _is_code(value):
            raise ValueError(f"audit detail {name!r} must be a number, a truth value or a short code without blanks")
    AuditEntry.objects.create(site=site, event=event, actor=actor, object_type=object_type, object_id=object_id, details=details)


def _is_code(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST_CODE and not any(char.isspace() for char in value)
    return value is None or isinstance(value, bool | int | float)
