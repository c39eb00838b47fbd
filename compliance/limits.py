"""Counting attempts, across processes and without keeping addresses: a keyed hash, a window, a number."""

import hmac

from django.db import connection
from django.utils import timezone

from chatbot import conf
from chatbot.errors import TooFast

UPSERT = """
INSERT INTO compliance_attempts (bucket, key, started_at, count) VALUES (%(bucket)s, %(key)s, %(now)s, 1)
ON CONFLICT (bucket, key) DO UPDATE SET
    count = CASE WHEN compliance_attempts.started_at < %(now)s - %(window)s * interval '1 second'
                 THEN 1 ELSE compliance_attempts.count + 1 END,
    started_at = CASE WHEN compliance_attempts.started_at < %(now)s - %(window)s * interval '1 second'
                      THEN %(now)s ELSE compliance_attempts.started_at END
RETURNING count
"""


def hit(bucket: str, key: str, *, limit: int, window: int, said: str = "") -> None:
    """Count one attempt of whoever `key` names; raises TooFast, with the words `said`, above `limit` within `window` seconds."""
    hashed = hmac.digest(conf.secret("limits").encode(), f"{bucket}\0{key}".encode(), "sha256").hex()
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, {"bucket": bucket, "key": hashed, "now": timezone.now(), "window": window})
        (count,) = cursor.fetchone()
    if count > limit:
        raise TooFast(said)
