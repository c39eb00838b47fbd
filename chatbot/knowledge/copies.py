"""Copies of an article count once among what is found."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Likeness:
    """Texts of one mould under different titles answer different questions: both must be alike."""

    title: frozenset[str]
    text: frozenset[tuple[str, ...]]

    def is_near(self, other: "_Likeness") -> bool:
        return _overlap(self.title, other.title) >= SAME_TITLE and _overlap(self.text, other.text) >= SAME_TEXT


def without_copies(found: Iterable[Found]) -> list[Found]:
    """Keep, in their order, those that no earlier one says nearly the same as."""
    kept: list[tuple[Found, _Likeness]] = []
    for one in found:
        likeness = _likeness(one)
        if not any(likeness.is_near(other) for _earlier, other in kept):
            kept.append((one, likeness))
    return [one for one, _likeness_of_it in kept]


def _likeness(one: Written) -> _Likeness:
    words = WORD.findall(one.text.lower())
    stretches = (tuple(words[start : start + 3]) for start in range(max(1, len(words) - 2)))
    return _Likeness(frozenset(WORD.findall(one.title.lower())), frozenset(stretches))


def _overlap(one: Set[object], other: Set[object]) -> float:
    return len(one & other) / max(1, len(one | other))
