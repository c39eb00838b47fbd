"""Periodic jobs of compliance."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from compliance import answer_log, audit_checkpoints, audit_retention, erasure, retention
from compliance.models import Attempts

KEPT = timedelta(hours=24)


@app.periodic(cron="17 * * * *")
@app.task(name="forget_attempts")
def forget_attempts(timestamp: int) -> None:
    """Delete attempt counts older than a day."""
    Attempts.objects.filter(started_at__lt=timezone.now() - KEPT).delete()


@app.periodic(cron="27 * * * *")
@app.task(name="forget_old_log")
def forget_old_log(timestamp: int) -> None:
    """Delete what the log of answers may not keep any longer."""
    answer_log.forget_old()


@app.periodic(cron="7 * * * *")
@app.task(name="checkpoint_audit")
def checkpoint_audit(timestamp: int) -> None:
    """Sign where the audit chain stands; fails, and is logged, when the chain is broken."""
    audit_checkpoints.write()


@app.periodic(cron="37 3 * * *")
@app.task(name="forget_old_audit")
def forget_old_audit(timestamp: int) -> None:
    """Drop audit entries that may not be kept any longer."""
    audit_retention.forget_old()


@app.periodic(cron="* * * * *")
@app.task(name="finish_erasures")
def finish_erasures(timestamp: int) -> None:
    """Finish erasures that were interrupted or are no longer held, and free the pages of erased rows."""
    erasure.sweep()
    erasure.vacuum()


@app.periodic(cron="37 3 * * *")
@app.task(name="enforce_retention")
def enforce_retention(timestamp: int) -> None:
    """Remove what has been kept long enough."""
    retention.enforce()
