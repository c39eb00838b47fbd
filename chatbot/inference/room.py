"""How many requests an engine takes: a bounded number, of which one site cannot have all."""

import contextlib
from collections.abc import Iterator

from chatbot.inference.errors import EngineBusy
from chatbot.inference.numbers import Numbers

SITE_SHARE = 0.75  # of the queue: one site cannot fill it all


class Room:
    """The requests that run or wait, each with its site."""

    def __init__(self, max_answers: int, queue_limit: int, numbers: Numbers) -> None:
        self._max_answers, self._queue_limit, self._numbers = max_answers, queue_limit, numbers
        self._sites: dict[str, str] = {}  # request id -> site

    def __len__(self) -> int:
        return len(self._sites)

    @contextlib.contextmanager
    def admit(self, request_id: str, site: str) -> Iterator[None]:
        """Count a request as long as it lasts; raises EngineBusy when the queue cannot take it."""
        self._check(site)
        self._sites[request_id] = site
        try:
            yield
        finally:
            del self._sites[request_id]

    def _check(self, site: str) -> None:
        of_site = sum(one == site for one in self._sites.values())
        is_full = len(self) >= self._max_answers + self._queue_limit
        if is_full or (site and of_site >= self._max_answers + SITE_SHARE * self._queue_limit):
            self._numbers.refused += 1
            raise EngineBusy("The queue is full.")
