"""Fits the evidence decision on public questions and says how it does on a base that it was not fitted on.

Usage: python -m bench.evidence --data DIR. Imports the bases as sites "evidence-…" at the first run, which takes minutes.
"""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import django
import numpy as np
from numpy.typing import NDArray

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatbot.settings")
django.setup()

from bench.evidence_bases import Base, bases  # noqa: E402
from chatbot.answering.answer import CANDIDATES  # noqa: E402
from chatbot.answering.decide import cited, features  # noqa: E402
from chatbot.knowledge.search import best_of_each, search_near  # noqa: E402
from compliance.redaction import redact  # noqa: E402

Numbers = NDArray[np.float64]
RIDGE = 0.01
FLOORS = (0.4, 0.5, 0.6)


@dataclass(frozen=True)
class Row:
    """A question asked of a base: its evidence, whether an article answers it, and whether a right one would be cited."""

    base: str
    evidence: dict[str, float]
    is_known: bool
    is_right: bool
    cites: int


def main() -> None:
    """Ask, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    rows = [row for base in bases(parser.parse_args().data) for row in _asked(base)]
    names = list(rows[0].evidence)
    evidence = np.asarray([[row.evidence[name] for name in names] for row in rows])
    known = np.asarray([row.is_known for row in rows])
    base_of = np.asarray([row.base for row in rows])
    weights = _fit(evidence, known, _weights(base_of, known))
    print("WEIGHTS =", {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=False)})
    print("CONSTANT =", round(float(weights[-1]), 2))
    print("\nbase, floor: known kept, right article cited, foreign answered; fitted on all / on the other bases")
    for base in dict.fromkeys(row.base for row in rows):
        inside = base_of == base
        others = _fit(evidence[~inside], known[~inside], _weights(base_of[~inside], known[~inside]))
        own = [row for row in rows if row.base == base]
        for floor in FLOORS:
            seen, unseen = (_line(own, _likely(evidence[inside], fitted) >= floor) for fitted in (weights, others))
            print(f"{base:<15} {floor}  {seen}  /  {unseen}")


def _asked(base: Base) -> list[Row]:
    site, rows = base.site(), []
    for question, expected in base.asked:
        text = redact(question).text
        if hits := search_near(text, site=site, language=base.language, limit=CANDIDATES):
            named = cited(best_of_each(hits))
            is_right = any(hit.external_id in expected for hit in named)
            rows.append(Row(base.name, features(text, hits), bool(expected), is_right, len(named)))
    return rows


def _weights(base_of: NDArray[np.str_], known: NDArray[np.bool_]) -> Numbers:
    """Every base weighs the same, and in it the known questions as much as the foreign ones."""
    weights = np.zeros(len(base_of))
    for base in set(base_of):
        for kind in (True, False):
            part = (base_of == base) & (known == kind)
            weights[part] = 100 / max(1, part.sum())
    return weights


def _fit(evidence: Numbers, known: NDArray[np.bool_], weights: Numbers) -> Numbers:
    """Return the weights of a logistic regression, the constant last."""
    middle, spread = evidence.mean(axis=0), evidence.std(axis=0) + 1e-9
    design = np.column_stack([(evidence - middle) / spread, np.ones(len(evidence))])
    ridge = np.diag([RIDGE] * evidence.shape[1] + [0.0])
    fitted = np.zeros(design.shape[1])
    for _ in range(60):
        likely = 1 / (1 + np.exp(-np.clip(design @ fitted, -30, 30)))
        gradient = design.T @ (weights * (likely - known)) + ridge @ fitted
        fitted -= np.linalg.solve((design * (weights * likely * (1 - likely))[:, None]).T @ design + ridge, gradient)
    plain = fitted[:-1] / spread
    return np.append(plain, fitted[-1] - plain @ middle)


def _likely(evidence: Numbers, weights: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-np.clip(evidence @ weights[:-1] + weights[-1], -30, 30)))


def _line(rows: Sequence[Row], answered: NDArray[np.bool_]) -> str:
    known = np.asarray([row.is_known for row in rows])
    right = np.asarray([row.is_right for row in rows])
    kept = f"{answered[known].mean():.2f} {(answered & right)[known].mean():.2f}" if known.any() else "  –    – "
    return f"{kept} {answered[~known].mean():.3f}"


if __name__ == "__main__":
    main()
