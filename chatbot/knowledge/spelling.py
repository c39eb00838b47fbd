"""Misspelt words: how far they are from known ones, and which of those was meant."""

from collections.abc import Mapping

ENDING = 4  # letters of a long word that may be its ending


def nearest(word: str, known: Mapping[str, int]) -> str | None:
    """Return the known word that was meant, given how often each is written; none when all are too far."""
    slips = {other: _slips(word, other) for other in known}
    near = [other for other in known if slips[other] <= tolerated(word)]
    return min(near, key=lambda other: (slips[other], -known[other], other), default=None)


def _slips(word: str, other: str) -> int:
    """The index has cut endings off known words; a misspelt one may keep its own."""
    if 6 <= len(other) < len(word) <= len(other) + ENDING:
        return min(distance(word, other), distance(word[: len(other)], other))
    return distance(word, other)


def tolerated(word: str) -> int:
    """Return how many slips a word of this length may hold; short words and numbers none: they would be other words."""
    if len(word) < 4 or not word.isalpha():
        return 0
    return 1 if len(word) < 8 else 2


def distance(left: str, right: str) -> int:
    """Return the number of letters added, left out, replaced or swapped with their neighbour."""
    older: list[int] = []
    before = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        row = [i]
        for j, b in enumerate(right, start=1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and (a, b) == (right[j - 2], left[i - 2]):
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        older, before = before, row
    return before[-1]
