"""The figures of a run, each with its interval: for all questions and for each language."""

from collections.abc import Iterator, Sequence

from chatbot.answering.evaluation.intervals import Figure, percentile, separation, share
from chatbot.answering.evaluation.runs import Outcome

Figures = dict[str, Figure | None]
EVERYTHING = "all"
DEPTHS = (1, 3, 10)


def by_language(outcomes: Sequence[Outcome]) -> dict[str, Figures]:
    """Return the figures of all questions, then of each language when there are several."""
    languages = sorted({one.case.language for one in outcomes})
    groups = {EVERYTHING: list(outcomes)}
    if len(languages) > 1:
        groups |= {language: [one for one in outcomes if one.case.language == language] for language in languages}
    return {name: dict(_figures(group)) for name, group in groups.items()}


def _figures(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Figure | None]]:
    answerable = [one for one in outcomes if one.case.is_answerable]
    foreign = [one for one in outcomes if one.case.is_foreign]
    guarded = [one for one in outcomes if one.case.guard]
    yield from ((f"recall_{depth}", share([one.is_found(depth) for one in answerable])) for depth in DEPTHS)
    yield "right", share([one.is_right for one in answerable])
    yield "kept", share([one.is_answered for one in answerable])
    yield "words", share([one.is_right and one.holds_its_words for one in answerable if one.case.answer_contains])
    yield "foreign", share([one.is_answered for one in foreign])
    yield "separation", separation(_probabilities(answerable), _probabilities(foreign))
    yield "guards", share([one.met_guard for one in guarded])
    yield "false_alarms", share([bool(one.answer.trace["guards"]) for one in [*answerable, *foreign]])
    yield from _truth(outcomes)
    yield from _waiting(outcomes)


def _truth(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Figure | None]]:
    yield "supported", share([not one.unsupported for one in outcomes if one.answer.origin == "generated"])
    yield "quoted", share([one.is_quoted for one in outcomes if one.answer.origin == "extractive"])


def _waiting(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Figure | None]]:
    answered = [one for one in outcomes if one.is_answered]
    for rank in (50, 95):
        yield f"first_s_p{rank}", percentile([one.first_seconds for one in answered], rank)
        yield f"total_s_p{rank}", percentile([one.seconds for one in answered], rank)


def _probabilities(outcomes: Sequence[Outcome]) -> list[float]:
    return [one.probability for one in outcomes if one.probability is not None]
