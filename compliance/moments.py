"""How stored times are written for people."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime


def moment(iso: str) -> str:
    """Return a stored time in the reader's way of writing it."""
    return date_format(localtime(datetime.fromisoformat(iso)), "DATETIME_FORMAT")
