"""A site's own calibration: it moves the decision, and says which model may write."""

from types import SimpleNamespace

import pytest

from chatbot.answering.compose import composes
from chatbot.answering.decide import Decision, decide
from chatbot.inference.register import QWEN, SMOLLM2
from chatbot.knowledge.search import Hit
from chatbot.sites.models import Site


def hit(number=1, score=0.8, lexical=0.5, semantic=0.9):
    return Hit(
        number, number, f"a{number}", number, "Retours", "", "", "Retours : 30 jours.", score, lexical, semantic, "fr", 0.84
    )


def site(**calibration):
    return Site(slug="lune", company="Lune", calibration=calibration)


def test_without_a_calibration_the_defaults_hold():
    found = decide("retours ?", [hit()], site())
    assert 0 < found.probability < 1 and found.floor == 0.5 and found.calibration == ""


def test_better_evidence_is_likelier():
    weak = decide("retours ?", [hit(semantic=0.82, lexical=0.1)], site())
    assert weak.probability < decide("retours ?", [hit(semantic=0.92, lexical=0.8)], site()).probability


def test_no_hit_is_no_evidence():
    assert not decide("retours ?", [], site()).is_enough


def test_the_sites_own_floor_decides():
    likely = decide("retours ?", [hit()], site()).probability
    strict = decide(
        "retours ?",
        [hit()],
        site(id="x", evidence={"of": "nearness", "floor": min(1.0, likely + 0.001), "slope": 1, "offset": 0}),
    )
    lenient = decide(
        "retours ?", [hit()], site(id="x", evidence={"of": "nearness", "floor": likely - 0.001, "slope": 1, "offset": 0})
    )
    assert (strict.is_enough, lenient.is_enough) == (False, True) and strict.calibration == "x"


def test_the_sites_own_slope_and_offset_move_the_probability():
    likely = decide("retours ?", [hit()], site()).probability
    assert (
        decide("retours ?", [hit()], site(evidence={"of": "nearness", "slope": 1, "offset": 2, "floor": 0.5})).probability
        > likely
    )
    assert (
        decide("retours ?", [hit()], site(evidence={"of": "nearness", "slope": 1, "offset": -2, "floor": 0.5})).probability
        < likely
    )


def test_a_trace_leads_to_the_same_decision():
    for semantic in (0.8, 0.95):
        found = decide("retours ?", [hit(semantic=semantic)], site())
        assert Decision.of_trace(found.trace).is_enough == found.is_enough


@pytest.mark.parametrize(
    ("card", "modes", "may"),
    [
        (QWEN, {}, True),
        (QWEN, {QWEN.sha256: {"mode": "quote"}}, False),
        (SMOLLM2, {}, False),
        (SMOLLM2, {SMOLLM2.sha256: {"mode": "compose"}}, True),
        (SMOLLM2, {QWEN.sha256: {"mode": "compose"}}, False),
    ],
)
def test_a_model_writes_where_it_has_earned_it(card, modes, may):
    assert composes(SimpleNamespace(card=card), site(modes=modes)) is may


def test_figures_for_another_kind_of_evidence_are_left_aside():
    old = site(id="x", evidence={"slope": 1, "offset": -20, "floor": 0.9})
    assert decide("retours ?", [hit()], old).probability == decide("retours ?", [hit()], site()).probability
