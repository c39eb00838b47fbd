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
RIDGE = 0.1
LET_THROUGH = 0.07  # of the foreign questions of a base, on average


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
    """What the decision computes: a weight for each kind of evidence, and the constant with which the floor is an even chance."""

    weights: dict[str, float]
    constant: float

    def logit(self, row: Row) -> float:
        """Return what is above 0 when the decision is to answer."""
        return self.constant + sum(weight * row.evidence[name] for name, weight in self.weights.items())


def main() -> None:
    """Ask, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    rows = [row for base in bases(parser.parse_args().data) for row in _asked(base)]
    whole = fit(rows)
    print(f"WEIGHTS = { {name: round(weight, 2) for name, weight in whole.weights.items()} }")
    print(f"CONSTANT = {whole.constant:.2f}\n")
    print("base: known kept, right article cited, foreign answered; fitted on all | on the other bases; articles cited")
    for base in _bases(rows):
        own = [row for row in rows if row.base == base]
        unseen = fit([row for row in rows if row.base != base])
        print(f"{base:<15} {_line(own, whole)} | {_line(own, unseen)} | {np.mean([row.cites for row in own]):.1f}")


def fit(rows: Sequence[Row]) -> Fit:
    """Weigh the evidence, then move the constant until the floor lets the allowed share through, on average over the bases."""
    weights, constant = _logistic(rows)
    fitted = Fit(weights, constant)
    heights = np.linspace(-6, 6, 1201)
    logits = {base: [fitted.logit(row) for row in rows if row.base == base and not row.is_known] for base in _bases(rows)}
    shares = np.mean([[np.mean(np.asarray(found) >= height) for height in heights] for found in logits.values()], axis=0)
    return Fit(weights, constant - float(heights[np.argmax(shares <= LET_THROUGH)]))


def _asked(base: Base) -> list[Row]:
    site, rows = base.site(), []
    for question, expected in base.asked:
        text = redact(question).text
        if hits := search_near(text, site=site, language=base.language, limit=CANDIDATES):
            named = cited(best_of_each(hits))
            is_right = any(hit.external_id in expected for hit in named)
            rows.append(Row(base.name, features(text, hits), bool(expected), is_right, len(named)))
    return rows


def _logistic(rows: Sequence[Row]) -> tuple[dict[str, float], float]:
    """Return the weights and the constant of a logistic regression on all bases together."""
    names = list(rows[0].evidence)
    evidence = np.asarray([[row.evidence[name] for name in names] for row in rows])
    middle, spread = evidence.mean(axis=0), evidence.std(axis=0) + 1e-9
    design = np.column_stack([(evidence - middle) / spread, np.ones(len(rows))])
    known, weights, fitted = _known(rows), _weights(rows), np.zeros(design.shape[1])
    ridge = np.asarray([RIDGE] * len(names) + [1e-6])
    for _ in range(60):
        likely = 1 / (1 + np.exp(-np.clip(design @ fitted, -30, 30)))
        gradient = design.T @ (weights * (likely - known)) + ridge * fitted
        curvature = (design * (weights * likely * (1 - likely))[:, None]).T @ design + np.diag(ridge)
        fitted = fitted - np.linalg.solve(curvature, gradient)
    slopes = fitted[:-1] / spread
    return dict(zip(names, slopes.tolist(), strict=True)), float(fitted[-1] - slopes @ middle)


def _bases(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(row.base for row in rows))


def _known(rows: Sequence[Row]) -> Truths:
    return np.asarray([row.is_known for row in rows])


def _weights(rows: Sequence[Row]) -> Numbers:
    """Every base weighs the same, and in it the known questions as much as the foreign ones."""
    counts = Counter((row.base, row.is_known) for row in rows)
    return np.asarray([100 / counts[row.base, row.is_known] for row in rows])


def _line(rows: Sequence[Row], fitted: Fit) -> str:
    answered = np.asarray([fitted.logit(row) >= 0 for row in rows])
    known, right = _known(rows), np.asarray([row.is_right for row in rows])
    kept = f"{answered[known].mean():.2f} {(answered & right)[known].mean():.2f}" if known.any() else " –    – "
    return f"{kept} {answered[~known].mean():.3f}"


if __name__ == "__main__":
    main()
