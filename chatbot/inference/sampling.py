"""Which token comes next."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Logits = NDArray[np.float32]


def greedy(logits: Logits) -> int:
    """Return the likeliest token."""
    return int(np.argmax(logits))


def sample(logits: Logits, temperature: float, random: np.random.Generator) -> int:
    """Return a token drawn at this temperature; 0 is greedy."""
    if temperature <= 0:
        return greedy(logits)
    weights = np.exp((logits - logits.max()) / temperature, dtype=np.float64)
    return int(random.choice(len(weights), p=weights / weights.sum()))


def constrained(logits: Logits, choices: Sequence[list[int]], written: list[int]) -> int | None:
    """Return the likeliest token with which the written ones still lead to a choice; None when a choice is complete.

    A choice that begins another one is complete only where nothing longer can follow.
    """
    position = len(written)
    allowed = sorted({choice[position] for choice in choices if len(choice) > position and choice[:position] == written})
    if not allowed:
        return None
    return allowed[int(np.argmax(logits[allowed]))]


def log_likelihood(logits: Logits, token: int) -> float:
    """Return the natural logarithm of the token's probability."""
    top = float(logits.max())
    return float(logits[token]) - top - float(np.log(np.exp(logits - top, dtype=np.float64).sum()))
