"""Which token comes next."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Logits = NDArray[np.float32]


def greedy(logits: Logits) -> int:
    """Return the likeliest token."""
    return int(np.argmax(logits))


def sample(logits: Logits, temperature: float, random: np.random.Generator) -> int:
    """Return a token drawn at this temperature; 0 (or no number) is greedy."""
    if not temperature > 0:
        return greedy(logits)
    weights = np.exp((logits - logits.max()) / temperature, dtype=np.float64)
    return int(random.choice(len(weights), p=weights / weights.sum()))


def constrained(logits: Logits, choices: Sequence[list[int]], written: list[int], end: int) -> int | None:
    """Return the likeliest token with which the written ones still lead to a choice; None when a choice is complete.

    Where one choice begins another, the likelihood of `end`, the token that ends an answer, decides between them.
    """
    position = len(written)
    open_choices = [choice for choice in choices if choice[:position] == written]
    allowed = sorted({choice[position] if len(choice) > position else end for choice in open_choices})
    token = allowed[int(np.argmax(logits[allowed]))]
    return None if token == end else token


def forced(choices: Sequence[list[int]], written: list[int]) -> list[int]:
    """Return the tokens with which every choice that is still open goes on: nothing is left to choose there."""
    position = len(written)
    rests = [choice[position:] for choice in choices if choice[:position] == written]
    shortest, longest = min(rests, default=[]), max(rests, default=[])  # all the others lie between these two
    pairs = enumerate(zip(shortest, longest, strict=False))
    return shortest[: next((index for index, (one, other) in pairs if one != other), len(shortest))]


def log_likelihood(logits: Logits, token: int) -> float:
    """Return the natural logarithm of the token's probability."""
    top = float(logits.max())
    return float(logits[token]) - top - float(np.log(np.exp(logits - top, dtype=np.float64).sum()))
