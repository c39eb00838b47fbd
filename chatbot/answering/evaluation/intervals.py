"""How far a measured figure may be from the true one: 95 % intervals, by Wilson for shares and by bootstrap for the rest."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Z = 1.96  # 95 %
DRAWS = 1000
SEED = 7  # the same figures give the same intervals


@dataclass(frozen=True)
class Figure:
    """A value between the ends of its 95 % interval, and of how many measurements it is."""

    value: float
    low: float
    high: float
    of: int

    @property
    def row(self) -> dict[str, float]:
        """The figure as JSON."""
        return {"value": round(self.value, 4), "low": round(self.low, 4), "high": round(self.high, 4), "of": self.of}


def share(hits: Sequence[bool]) -> Figure | None:
    """Return the share of true ones with its Wilson interval; None of nothing."""
    total = len(hits)
    if not total:
        return None
    part = sum(hits) / total
    middle = (part + Z * Z / (2 * total)) / (1 + Z * Z / total)
    half = Z / (1 + Z * Z / total) * math.sqrt(part * (1 - part) / total + Z * Z / (4 * total * total))
    return Figure(part, max(0.0, middle - half), min(1.0, middle + half), total)


def percentile(values: Sequence[float], rank: float) -> Figure | None:
    """Return a percentile, such as 95, with its bootstrap interval; None of nothing."""
    if not values:
        return None
    drawn = np.random.default_rng(SEED).choice(np.asarray(values), (DRAWS, len(values)))
    low, high = np.percentile(np.percentile(drawn, rank, axis=1), [2.5, 97.5])
    return Figure(float(np.percentile(values, rank)), float(low), float(high), len(values))


def separation(good: Sequence[float], bad: Sequence[float]) -> Figure | None:
    """Return how often a good one has the higher value than a bad one (the area under the ROC), with its bootstrap interval."""
    if not good or not bad:
        return None
    draw = np.random.default_rng(SEED)
    drawn = [_area(draw.choice(good, len(good)), draw.choice(bad, len(bad))) for _ in range(DRAWS // 5)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Figure(_area(np.asarray(good), np.asarray(bad)), float(low), float(high), len(good) + len(bad))


def _area(good: NDArray[np.float64], bad: NDArray[np.float64]) -> float:
    return float(((good[:, None] > bad) + 0.5 * (good[:, None] == bad)).mean())
