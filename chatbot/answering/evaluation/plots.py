"""The report's plots: is the probability true, how far apart are known and foreign questions, how long did people wait."""

import math
from collections.abc import Sequence

import numpy as np

from chatbot.answering.evaluation.drawing import Plot, Point
from chatbot.answering.evaluation.intervals import share
from chatbot.answering.evaluation.runs import Outcome

BINS = 10
FEWEST = 5  # questions that a point of the reliability curve needs
UNIT: Point = (0.0, 1.0)
KNOWN, FOREIGN = "--accent", "--warning"


def plots(outcomes: Sequence[Outcome], floor: float) -> dict[str, str]:
    """Return the plots by name, as SVG; those that the questions do not suffice for are left out."""
    judged = [one for one in outcomes if one.probability is not None and (one.case.is_answerable or one.case.is_foreign)]
    known = [one.probability or 0.0 for one in judged if one.case.is_answerable]
    foreign = [one.probability or 0.0 for one in judged if one.case.is_foreign]
    found = {}
    if known and foreign:
        found["reliability"] = reliability([(one.probability or 0.0, has_right_article(one)) for one in judged])
        found["scores"] = distributions(known, foreign, floor)
        found["roc"] = roc(known, foreign, floor)
    answered = [one.first_seconds for one in outcomes if one.is_answered]
    return found | ({"latency": latency(answered)} if answered else {})


def has_right_article(outcome: Outcome) -> bool:
    """Return whether an article that answers would be cited, whatever was decided."""
    return outcome.is_right if outcome.is_answered else outcome.is_found(1)


def reliability(pairs: Sequence[tuple[float, bool]]) -> str:
    """Draw how often the right article was there, against how likely that was held."""
    plot = Plot("Is the probability true?", UNIT, UNIT, "probability that the articles answer", "share that they did")
    plot.line([(0, 0), (1, 1)], "--text-soft", dashed=True)
    points = []
    for low in np.linspace(0, 1, BINS, endpoint=False):
        inside = [pair for pair in pairs if low <= pair[0] < low + 1 / BINS or (pair[0] == 1 and low + 1 / BINS >= 1)]
        measured = share([is_right for _, is_right in inside])
        if measured and measured.of >= FEWEST:
            at = float(np.mean([likely for likely, _ in inside]))
            plot.span(at, measured.low, measured.high)
            points.append((at, measured.value))
    plot.line(points)
    for point in points:
        plot.dot(point)
    return plot.svg


def distributions(known: Sequence[float], foreign: Sequence[float], floor: float) -> str:
    """Draw where the probabilities of known and foreign questions lie."""
    edges = np.linspace(0, 1, 2 * BINS + 1)
    shares = [np.histogram(values, edges)[0] / len(values) for values in (known, foreign)]
    top = float(max(part.max() for part in shares))
    plot = Plot("Known and foreign questions", UNIT, (0.0, top), "probability that the articles answer", "share of the questions")
    for token, part, solid in ((KNOWN, shares[0], True), (FOREIGN, shares[1], False)):
        for left, right, height in zip(edges, edges[1:], part, strict=False):
            plot.bar(float(left), float(right), float(height), token, solid=solid)
    plot.line([(floor, 0), (floor, top)], "--text", dashed=True)
    plot.legend([("an article answers", KNOWN), ("nothing answers", FOREIGN)])
    return plot.svg


def roc(known: Sequence[float], foreign: Sequence[float], floor: float) -> str:
    """Draw what each floor would keep and let through."""
    plot = Plot("What a floor keeps and lets through", UNIT, UNIT, "foreign questions answered", "known questions kept")
    floors = sorted({*known, *foreign, 0.0, 1.01}, reverse=True)
    plot.line([_kept(known, foreign, one) for one in floors])
    plot.line([(0, 0), (1, 1)], "--text-soft", dashed=True)
    plot.dot(_kept(known, foreign, floor), f"floor {floor:.2f}")
    return plot.svg


def latency(seconds: Sequence[float]) -> str:
    """Draw how long the first words took."""
    top = max(0.1, math.ceil(float(np.percentile(seconds, 99)) * 10) / 10)
    edges = np.linspace(0, top, 2 * BINS + 1)
    counts = np.histogram(np.minimum(seconds, top), edges)[0]
    plot = Plot("Time to the first words", (0.0, top), (0.0, float(max(counts))), "seconds", "answers")
    for left, right, height in zip(edges, edges[1:], counts, strict=False):
        plot.bar(float(left), float(right), float(height), KNOWN)
    return plot.svg


def _kept(known: Sequence[float], foreign: Sequence[float], floor: float) -> Point:
    return float(np.mean(np.asarray(foreign) >= floor)), float(np.mean(np.asarray(known) >= floor))
