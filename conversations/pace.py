"""How fast one socket may send frames."""

import time
from collections import deque

from chatbot.errors import TooFast


class Pace:
    """At most `limit` frames within `window` seconds; three times as many is abuse."""

    def __init__(self, limit: int, window: float) -> None:
        self.limit, self.window = limit, window
        self._times: deque[float] = deque()

    def step(self) -> None:
        """Count one frame; raises TooFast above the limit."""
        now = time.monotonic()
        while self._times and now - self._times[0] > self.window:
            self._times.popleft()
        self._times.append(now)
        if len(self._times) > self.limit:
            raise TooFast

    @property
    def is_abused(self) -> bool:
        return len(self._times) > 3 * self.limit
