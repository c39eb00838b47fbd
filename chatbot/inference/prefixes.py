"""Public prompt beginnings kept in the context, so that the next question about the same article starts from them."""

import time
from dataclasses import dataclass, field


@dataclass(eq=False)
class Prefix:
    """Tokens whose state stays in sequence `slot`; `users` running requests stand on it."""

    slot: int
    tokens: list[int]
    users: int = 0
    used: float = field(default_factory=time.monotonic)


class PrefixCache:
    """A few prefixes in slots of their own, the least recently used one making room; only public tokens ever enter."""

    def __init__(self, slots: list[int]) -> None:
        self._free = list(slots)
        self._prefixes: list[Prefix] = []

    @property
    def cells(self) -> int:
        """How many cells the prefixes take, at most: common beginnings are counted twice."""
        return sum(len(prefix.tokens) for prefix in self._prefixes)

    def longest(self, tokens: list[int]) -> tuple[Prefix | None, int]:
        """Return the prefix that shares the most first tokens, and how many."""
        best = max(self._prefixes, key=lambda prefix: _common(prefix.tokens, tokens), default=None)
        length = _common(best.tokens, tokens) if best else 0
        if best is None or length == 0:
            return None, 0
        best.used = time.monotonic()
        return best, length

    def holds(self, tokens: list[int]) -> bool:
        """Return whether exactly these tokens are kept."""
        return any(prefix.tokens == tokens for prefix in self._prefixes)

    def add(self, tokens: list[int]) -> Prefix | None:
        """Reserve a slot for these tokens; None when no slot is free."""
        if not self._free:
            return None
        prefix = Prefix(self._free.pop(), tokens)
        self._prefixes.append(prefix)
        return prefix

    def evict(self) -> Prefix | None:
        """Give up the least recently used prefix that nobody stands on, and return it."""
        unused = [prefix for prefix in self._prefixes if prefix.users == 0]
        if not unused:
            return None
        prefix = min(unused, key=lambda one: one.used)
        self._prefixes.remove(prefix)
        self._free.append(prefix.slot)
        return prefix


def _common(left: list[int], right: list[int]) -> int:
    pairs = zip(left, right, strict=False)
    return next((index for index, (one, other) in enumerate(pairs) if one != other), min(len(left), len(right)))
