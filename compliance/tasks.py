"""Periodic jobs of compliance."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from compliance import answer_log
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
