import pytest

from chatbot.answering.evaluation.intervals import percentile, separation, share


def test_it_gives_wilsons_interval():
    found = share([True] * 8 + [False] * 2)
    assert (found.value, found.of) == (0.8, 10)
    assert (found.low, found.high) == (pytest.approx(0.4902, abs=1e-3), pytest.approx(0.9433, abs=1e-3))


def test_a_perfect_share_is_not_certain():
    found = share([True] * 20)
    assert found.value == found.high == 1.0 and 0.83 < found.low < 0.85


def test_nothing_measured_is_no_figure():
    assert share([]) is None and percentile([], 50) is None and separation([], [0.1]) is None


def test_it_gives_percentiles_between_their_ends_and_the_same_each_time():
    values = [0.1 * number for number in range(1, 101)]
    found = percentile(values, 95)
    assert found.low < found.value < found.high and found.value == pytest.approx(9.505)
    assert found == percentile(values, 95)


def test_it_tells_how_well_two_kinds_are_apart():
    assert separation([0.9, 0.8], [0.1, 0.2]).value == 1.0
    assert separation([0.5, 0.5], [0.5]).value == 0.5
    assert separation([0.1], [0.9]).value == 0.0
