"""Whether this installation can send mail at all."""

from django.conf import settings


def is_configured() -> bool:
    """Return whether a mail server is named; without one nothing offers mail."""
    return bool(settings.EMAIL_HOST)
