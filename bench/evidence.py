"""Fits the evidence decision on public questions and says how it does on a base that it was not fitted on.

Usage: python -m bench.evidence --data DIR. Imports the bases as sites "evidence-…" at the first run, which takes minutes.
"""

import argparse
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import django
import numpy as np
from numpy.typing import NDArray

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatbot.settings")
django.setup()

from bench.evidence_bases import Base, bases  # noqa: E402
from chatbot.answering.decide import cited, features  # noqa: E402
from chatbot.answering.lookup import CANDIDATES  # noqa: E402
from chatbot.knowledge.search import best_of_each, search_near  # noqa: E402
from compliance.redaction import redact  # noqa: E402

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]
RIDGE = 0.001
LET_THROUGH = 0.07  # of the foreign questions of a base, on average
SIZE = "passages"  # the feature that tells how large a base is


@dataclass(frozen=True)
class Row:
    """A question asked of a base: its evidence, whether an article answers it, and whether a right one would be cited."""

    base: str
    evidence: dict[str, float]
    is_known: bool
    is_right: bool
    cites: int


@dataclass(frozen=True)
class Fit:
    """What the decision computes: a weight for each kind of evidence, a constant, and the floor of the probability."""

    weights: dict[str, float]
    constant: float
    floor: float

    def likely(self, row: Row) -> float:
        """Return the probability that the decision would give."""
        logit = self.constant + sum(weight * row.evidence[name] for name, weight in self.weights.items())
        return float(1 / (1 + np.exp(-np.clip(logit, -30, 30))))


def main() -> None:
    """Ask, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    rows = [row for base in bases(parser.parse_args().data) for row in _asked(base)]
    whole = fit(rows)
    print(f"WEIGHTS = { {name: round(weight, 2) for name, weight in whole.weights.items()} }")
    print(f"CONSTANT = {whole.constant:.2f}\nFLOOR = {whole.floor:.2f}\n")
    print("base: known kept, right article cited, foreign answered; fitted on all | on the other bases; articles cited")
    for base in dict.fromkeys(row.base for row in rows):
        own = [row for row in rows if row.base == base]
        unseen = fit([row for row in rows if row.base != base])
        print(f"{base:<15} {_line(own, whole)} | {_line(own, unseen)} | {np.mean([row.cites for row in own]):.1f}")


def fit(rows: Sequence[Row]) -> Fit:
    """Weigh the evidence inside each base, then lay the floor over the bases so that each lets about as much through."""
    names = [name for name in rows[0].evidence if name != SIZE]
    weights = _shape(rows, names)
    raw = np.asarray([sum(weights[name] * row.evidence[name] for name in names) for row in rows])
    slope, height = _floor_line(rows, raw)
    above = raw - slope * np.asarray([row.evidence[SIZE] for row in rows]) - height
    shift = _shift(rows, above)
    return Fit(weights | {SIZE: -slope}, shift - height, float(1 / (1 + np.exp(-shift))))


def _asked(base: Base) -> list[Row]:
    site, rows = base.site(), []
    for question, expected in base.asked:
        text = redact(question).text
        if hits := search_near(text, site=site, language=base.language, limit=CANDIDATES):
            named = cited(best_of_each(hits))
            is_right = any(hit.external_id in expected for hit in named)
            rows.append(Row(base.name, features(text, hits), bool(expected), is_right, len(named)))
    return rows


def _shape(rows: Sequence[Row], names: Sequence[str]) -> dict[str, float]:
    """Return the weights of a logistic regression in which each base with known questions has a constant of its own."""
    judged = sorted({row.base for row in rows if row.is_known})
    inside = [row for row in rows if row.base in judged]
    evidence = np.asarray([[row.evidence[name] for name in names] for row in inside])
    spread = evidence.std(axis=0) + 1e-9
    own = np.asarray([[float(row.base == base) for base in judged] for row in inside])
    design, known, weights = np.column_stack([evidence / spread, own]), _known(inside), _weights(inside)
    fitted = np.zeros(design.shape[1])
    for _ in range(80):
        likely = 1 / (1 + np.exp(-np.clip(design @ fitted, -30, 30)))
        gradient = design.T @ (weights * (likely - known)) + RIDGE * fitted
        curvature = (design * (weights * likely * (1 - likely))[:, None]).T @ design + RIDGE * np.eye(len(fitted))
        fitted = fitted - np.linalg.solve(curvature, gradient)
    return {name: float(weight) for name, weight in zip(names, fitted[: len(names)] / spread, strict=True)}


def _floor_line(rows: Sequence[Row], raw: Numbers) -> tuple[float, float]:
    """Return slope and height of the line over the bases' sizes that leaves the allowed share of foreign questions above."""
    sizes, heights = [], []
    for base in sorted({row.base for row in rows}):
        foreign = [place for place, row in enumerate(rows) if row.base == base and not row.is_known]
        sizes.append(rows[foreign[0]].evidence[SIZE])
        heights.append(np.quantile(raw[foreign], 1 - LET_THROUGH))
    slope, height = np.polyfit(sizes, heights, 1)
    return float(slope), float(height)


def _shift(rows: Sequence[Row], above: Numbers) -> float:
    """Return what turns the height above the floor into the logit that the question is a known one."""
    known, weights, shift = _known(rows), _weights(rows), 0.0
    for _ in range(50):
        likely = 1 / (1 + np.exp(-np.clip(above + shift, -30, 30)))
        shift -= float((weights * (likely - known)).sum() / ((weights * likely * (1 - likely)).sum() + 1e-9))
    return shift


def _known(rows: Sequence[Row]) -> Truths:
    return np.asarray([row.is_known for row in rows])


def _weights(rows: Sequence[Row]) -> Numbers:
    """Every base weighs the same, and in it the known questions as much as the foreign ones."""
    counts = Counter((row.base, row.is_known) for row in rows)
    return np.asarray([100 / counts[row.base, row.is_known] for row in rows])


def _line(rows: Sequence[Row], fitted: Fit) -> str:
    answered = np.asarray([fitted.likely(row) >= fitted.floor for row in rows])
    known, right = _known(rows), np.asarray([row.is_right for row in rows])
    kept = f"{answered[known].mean():.2f} {(answered & right)[known].mean():.2f}" if known.any() else " –    – "
    return f"{kept} {answered[~known].mean():.3f}"


if __name__ == "__main__":
    main()
