"""Public prompt beginnings kept in the context, so that the next question about the same article starts from them."""

import time
from dataclasses import dataclass, field


@dataclass
class Prefix:
    """Tokens whose state stays in sequence `slot`."""

    slot: int
    tokens: list[int]
    used: float = field(default_factory=time.monotonic)


class PrefixCache:
    """A few prefixes in slots of their own, the least used one making room; only public tokens ever enter."""

    def __init__(self, slots: list[int]) -> None:
        self._free = list(slots)
        self.prefixes: list[Prefix] = []

    @property
    def cells(self) -> int:
        """How many tokens the prefixes hold, at most: common beginnings are counted twice."""
        return sum(len(prefix.tokens) for prefix in self.prefixes)

    def longest(self, tokens: list[int]) -> tuple[Prefix | None, int]:
        """Return the prefix that shares the most first tokens, and how many."""
        best, length = None, 0
        for prefix in self.prefixes:
            common = _common(prefix.tokens, tokens)
            if common > length:
                best, length = prefix, common
        if best:
            best.used = time.monotonic()
        return best, length

    def add(self, tokens: list[int]) -> Prefix | None:
        """Reserve a slot for these tokens; None when they are held already or nothing is free."""
        if not tokens or not self._free or any(prefix.tokens == tokens for prefix in self.prefixes):
            return None
        prefix = Prefix(self._free.pop(), tokens)
        self.prefixes.append(prefix)
        return prefix

    @property
    def is_full(self) -> bool:
        return not self._free

    def evict(self) -> Prefix | None:
        """Give up the least recently used prefix and return it."""
        if not self.prefixes:
            return None
        prefix = min(self.prefixes, key=lambda one: one.used)
        self.prefixes.remove(prefix)
        self._free.append(prefix.slot)
        return prefix


def _common(left: list[int], right: list[int]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
