"""The form of the commands that read JSONL and write JSONL: a line in, a line out, a bad line named and passed over."""

import json
import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError, OutputWrapper


def questions(field: str, errors: OutputWrapper) -> Iterator[str]:
    """Yield the field of every line of standard input; raises CommandError at the end when a line was bad."""
    bad = 0
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        if not raw.strip():
            continue
        try:
            value = json.loads(raw.decode("utf-8"))[field]
            if not isinstance(value, str) or not value.strip():
                raise ValueError
            value.encode()  # a lone half of a surrogate pair is no text
        except (ValueError, KeyError, TypeError, RecursionError):
            bad += 1
            errors.write(f'line {number}: must be {{"{field}": "…"}} in UTF-8')
            continue
        yield value
    if bad:
        raise CommandError(f"{bad} bad line(s); the others were done.")


def line(data: dict[str, Any]) -> str:
    """Return the data as one line of JSON."""
    return json.dumps(data, ensure_ascii=False)
