"""Copies of an article count once among what is found."""

import re
from collections.abc import Iterable, Set
from functools import cached_property
from typing import Protocol, TypeVar

SAME_TEXT = 0.9  # of all stretches of three words, those that both texts have
SAME_TITLE = 0.8  # of all words, those that both titles have
WORD = re.compile(r"\w+")


class Written(Protocol):
    """What has a title and a text."""

    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...


Found = TypeVar("Found", bound=Written)


class _Likeness:
    """Texts of one mould under different titles answer different questions: both must be alike."""

    def __init__(self, one: Written) -> None:
        self._one = one
        self._title = frozenset(WORD.findall(one.title.lower()))

    @cached_property
    def _stretches(self) -> frozenset[tuple[str, ...]]:
        """Taken only where another has about the same title."""
        words = WORD.findall(self._one.text.lower())
        return frozenset(tuple(words[start : start + 3]) for start in range(max(1, len(words) - 2)))

    def is_near(self, other: "_Likeness") -> bool:
        """Return whether both say nearly the same."""
        same_title = _overlap(self._title, other._title) >= SAME_TITLE
        return same_title and _overlap(self._stretches, other._stretches) >= SAME_TEXT


def without_copies(found: Iterable[Found], limit: int) -> list[Found]:
    """Keep the first so many, in their order, that no earlier one says nearly the same as."""
    kept: list[tuple[Found, _Likeness]] = []
    for one in found:
        likeness = _Likeness(one)
        if not any(likeness.is_near(other) for _earlier, other in kept):
            kept.append((one, likeness))
        if len(kept) == limit:
            break
    return [one for one, _likeness_of_it in kept]


def _overlap(one: Set[object], other: Set[object]) -> float:
    shared = len(one & other)
    return shared / max(1, len(one) + len(other) - shared)
