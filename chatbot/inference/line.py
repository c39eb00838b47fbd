"""The queue: who is begun next. Sites take turns, so that one busy site cannot keep the others waiting."""

from collections import Counter
from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar

from chatbot.inference.sequences import Sequence


class Waiting(Protocol):
    """Whoever stands in a line."""

    site: str

    @property
    def deadline(self) -> float:
        """When it will have waited long enough."""


W = TypeVar("W", bound=Waiting)


class FairLine(Generic[W]):
    """Requests that wait for a place, in the order in which they will be begun."""

    def __init__(self) -> None:
        self._waiting: list[W] = []
        self._turns: Counter[str] = Counter()  # how often each site has been served while others waited

    def __len__(self) -> int:
        return len(self._waiting)

    def __iter__(self) -> Iterator[W]:
        return iter(list(self._waiting))

    def append(self, sequence: W) -> None:
        """Put a request behind those of its site; a site that comes anew claims no turns that it has missed."""
        sites = {one.site for one in self._waiting}
        if sequence.site not in sites:
            least = min((self._turns[site] for site in sites), default=0)
            self._turns[sequence.site] = max(self._turns[sequence.site], least)
        self._waiting.append(sequence)

    def put_first(self, sequence: W) -> None:
        """Put a part of a running request before those of its site."""
        self._waiting.insert(0, sequence)

    def begin(self, sequence: W) -> None:
        """Take out a request whose turn it is."""
        self._turns[sequence.site] += 1
        self.remove(sequence)

    def remove(self, sequence: W) -> None:
        """Take a request out."""
        self._waiting.remove(sequence)
        if not self._waiting:
            self._turns.clear()

    def order(self) -> list[W]:
        """Return the requests in the order of service."""
        ahead = self._turns.copy()
        turns = []
        for arrival, sequence in enumerate(self._waiting):
            turns.append((ahead[sequence.site], arrival, sequence))
            ahead[sequence.site] += 1
        return [sequence for _turn, _arrival, sequence in sorted(turns, key=lambda turn: turn[:2])]

    def expired(self, now: float) -> list[W]:
        """Return the requests that have waited longer than they were willing to."""
        return [sequence for sequence in self._waiting if now > sequence.deadline]


class WaitingLine(FairLine[Sequence]):
    """The line of this machine's engine."""
