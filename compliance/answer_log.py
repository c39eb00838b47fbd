"""The voluntary log: how each answer came about, without anybody's words and without a way back to who asked."""

import calendar
from datetime import datetime
from typing import Any

from django.utils import timezone

from chatbot import conf
from chatbot.sites.models import Site
from compliance.models import AnswerLog

FACTS = (  # of a trace; never the digests of the question or of the answer, which would lead back to them
    "mode",
    "status",
    "origin",
    "language",
    "guards",
    "legal_topic",
    "other_language",
    "enough",
    "probability",
    "floor",
    "calibration",
    "candidates",
    "model",
    "prompt",
    "checks",
    "tokens",
    "timings_ms",
    "engine_ms",
    "engine_error",
)


def keep(site: Site, event: str, trace: dict[str, Any] | None = None) -> None:
    """Log that an answer ended or a person was sent for; the time to the hour."""
    facts = {name: trace[name] for name in FACTS if name in trace} if trace else {}
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    AnswerLog.objects.create(site=site, event=event, hour=hour, facts=facts)


def forget_old() -> int:
    """Delete what is older than the months that the operator has chosen; return how many entries."""
    oldest = months_before(timezone.now(), conf.load().duties.log_months)
    deleted, _by_model = AnswerLog.objects.filter(hour__lt=oldest).delete()
    return deleted


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day so many months earlier, or that month's last one."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))
