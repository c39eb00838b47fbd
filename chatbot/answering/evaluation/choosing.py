"""What the measured questions say a site should do: where its floor lies, whether a model may write."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chatbot.answering.calibration import EVIDENCE, Calibration
from chatbot.answering.evaluation.figures import EVERYTHING, by_language
from chatbot.answering.evaluation.plots import has_right_article
from chatbot.answering.evaluation.runs import Outcome, Run
from chatbot.sites.models import Site

FEWEST = 30  # questions of each kind that a floor is chosen on
FEWEST_WORDS = 20  # answers whose words are known, that a model's right to write is judged on
FOREIGN_SHARE = 0.08  # of the foreign questions may be answered
LOWEST, HIGHEST = 0.2, 0.95  # floors
STEADY = 10.0  # weight of the defaults, so that a few questions move little


def propose(site: Site, runs: Sequence[Run], questions_sha256: str) -> tuple[dict[str, Any], list[str]]:
    """Return the calibration that the runs speak for, and in words what they do not suffice to choose."""
    notes: list[str] = []
    evidence = _evidence(site, runs[0].outcomes, notes)
    modes = _modes(runs, notes)
    if not evidence and not modes:
        return {}, notes
    now = datetime.now(UTC)
    chosen = {
        "id": f"{now:%Y-%m-%d}-{questions_sha256[:8]}",
        "date": now.isoformat(timespec="seconds"),
        "questions_sha256": questions_sha256,
        "figures": {run.label: _rounded(run.outcomes) for run in runs},
    }
    return chosen | ({"evidence": evidence} if evidence else {}) | ({"modes": modes} if modes else {}), notes


def apply(site: Site, chosen: dict[str, Any]) -> None:
    """Write a calibration into the site; what it does not speak of stays as it was chosen before."""
    modes = site.calibration.get("modes", {}) | chosen.get("modes", {})
    site.calibration = site.calibration | chosen | ({"modes": modes} if modes else {})
    site.save(update_fields=["calibration"])


def reset(site: Site) -> None:
    """Return the site to the defaults."""
    site.calibration = {}
    site.save(update_fields=["calibration"])


def _evidence(site: Site, outcomes: Sequence[Outcome], notes: list[str]) -> dict[str, Any]:
    judged = [one for one in outcomes if one.probability is not None and not one.case.guard]
    known = [one for one in judged if one.case.is_answerable]
    if len(known) < FEWEST or len(judged) - len(known) < FEWEST:
        notes.append(f"The floor needs {FEWEST} answerable and {FEWEST} unanswerable questions; the default stays.")
        return {}
    logits = np.asarray([_raw_logit(one, Calibration.of(site)) for one in judged])
    slope, offset = _fit(logits, np.asarray([has_right_article(one) for one in judged], float))
    likely = 1 / (1 + np.exp(-np.clip(slope * logits + offset, -30, 30)))
    foreign = np.asarray([one.case.is_foreign for one in judged])
    return {"of": EVIDENCE, "slope": round(slope, 4), "offset": round(offset, 4), "floor": round(_floor(likely, foreign), 4)}


def _raw_logit(outcome: Outcome, current: Calibration) -> float:
    """Return the evidence before the site's own calibration."""
    likely = min(max(outcome.probability or 0.0, 0.0001), 0.9999)
    return (math.log(likely / (1 - likely)) - current.offset) / current.slope


def _fit(logits: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[float, float]:
    """Return slope and offset of a logistic regression that is held near the defaults 1 and 0 (Platt scaling)."""
    design = np.column_stack([logits, np.ones_like(logits)])
    start = weights = np.asarray([1.0, 0.0])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (likely - right) + STEADY * (weights - start)
        curvature = (design * (likely * (1 - likely))[:, None]).T @ design + STEADY * np.eye(2)
        weights = weights - np.linalg.solve(curvature, gradient)
    return max(0.1, float(weights[0])), float(weights[1])


def _floor(likely: NDArray[np.float64], foreign: NDArray[np.bool_]) -> float:
    """Return the lowest sensible floor over which no more than the allowed share of the foreign questions lies."""
    allowed = int(FOREIGN_SHARE * foreign.sum())
    return min(HIGHEST, max(LOWEST, float(np.sort(likely[foreign])[::-1][allowed]) + 1e-4))


def _modes(runs: Sequence[Run], notes: list[str]) -> dict[str, Any]:
    quoted = {run.card.sha256: run for run in runs if run.mode == "quote" and run.card}
    found: dict[str, Any] = {}
    for run in runs:
        if run.mode == "compose" and run.card and run.card.sha256 in quoted:
            chosen = _earned(run, quoted[run.card.sha256], notes)
            found |= {run.card.sha256: {"mode": chosen, "model": run.card.name}} if chosen else {}
    return found


def _earned(composed: Run, quoted: Run, notes: list[str]) -> str:
    """Return the mode that a model has earned; empty when too few questions say what an answer must hold."""
    ours, theirs = (by_language(run.outcomes)[EVERYTHING] for run in (composed, quoted))
    words, other, supported = ours["words"], theirs["words"], ours["supported"]
    if words is None or other is None or words.of < FEWEST_WORDS:
        notes.append(f"To judge {composed.label}, {FEWEST_WORDS} questions need “answer_contains”: no mode is chosen.")
        return ""
    return "compose" if supported and supported.value == 1 and words.value >= other.value else "quote"


def _rounded(outcomes: Sequence[Outcome]) -> dict[str, float]:
    return {name: round(figure.value, 3) for name, figure in by_language(outcomes)[EVERYTHING].items() if figure}
