"""The last automatic accessibility check: its result is written by the browser tests, and shipped with the product."""

import json
import logging
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

RESULT = Path(__file__).parent / "accessibility_check.json"
OLD_AFTER = timedelta(days=183)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Check:
    """What a run of axe over every page and state found."""

    day: date
    tool: str
    rules: int
    faults: int
    states: tuple[str, ...]

    @property
    def is_old(self) -> bool:
        """Whether the product may have changed much since."""
        return timezone.localdate() - self.day > OLD_AFTER


def last_check(path: Path | None = None) -> Check | None:
    """Return the shipped result; None when there is none that can be read."""
    try:
        found = json.loads((path or RESULT).read_text())
        states = tuple(str(name) for name in found["states"])
        return Check(date.fromisoformat(found["date"]), str(found["tool"]), int(found["rules"]), int(found["faults"]), states)
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.warning("no readable accessibility check: %s", type(error).__name__)
        return None
