"""Notes now and then how much the model of this process has done, for the page about the AI."""

import asyncio
import logging

from django.db import DatabaseError

from chatbot import engine
from chatbot.bridge import in_database
from compliance import effort

logger = logging.getLogger(__name__)
EVERY = 60.0  # seconds


class Meter:
    """Knows how much has been noted already."""

    def __init__(self) -> None:
        self._replies, self._seconds = 0, 0.0

    def note(self) -> None:
        """Add what was done since the last time."""
        current = engine.current()
        if current is None or current.cpu_seconds <= self._seconds:
            return
        replies, seconds = current.numbers.replies, current.cpu_seconds
        effort.note(current.card, replies=replies - self._replies, seconds=seconds - self._seconds)
        self._replies, self._seconds = replies, seconds


async def watch() -> None:
    """Note until cancelled; what could not be noted is noted the next time."""
    meter = Meter()
    while True:
        await asyncio.sleep(EVERY)
        try:
            await in_database(meter.note)()
        except DatabaseError as error:
            logger.warning("what the model has done is noted later: %s", type(error).__name__)
