"""What retention removes of compliance's own rows, of sign-ins and of sessions."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from compliance.models import Disclosure, Erasure, RightsRequest
from compliance.retention import sweep_with


def register() -> None:
    """Enter the sweeps."""
    sweep_with("requests", _requests)
    sweep_with("log", lambda before, dry: _remove(Disclosure.objects.filter(shown_at__lt=before), dry))
    sweep_with("staff_access", _staff_access)
    sweep_with("session", lambda before, dry: _remove(_rows("sessions.Session", expire_date__lt=before), dry))


def _requests(before: datetime, dry: bool) -> int:
    erasures = Erasure.objects.filter(state=Erasure.State.DONE, finished_at__lt=before)
    return _remove(RightsRequest.objects.filter(closed_at__lt=before), dry) + _remove(erasures, dry)


def _staff_access(before: datetime, dry: bool) -> int:
    signed_in = [_rows(f"axes.{name}", attempt_time__lt=before) for name in ("AccessAttempt", "AccessLog", "AccessFailureLog")]
    return sum(_remove(rows, dry) for rows in [*signed_in, _rows("admin.LogEntry", action_time__lt=before)])


def _rows(model: str, **older: datetime) -> QuerySet[Any]:
    found: QuerySet[Any] = apps.get_model(model)._default_manager.filter(**older)
    return found


def _remove(rows: QuerySet[Any], dry: bool) -> int:
    return rows.count() if dry else rows.delete()[0]
