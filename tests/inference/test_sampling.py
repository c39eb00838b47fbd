"""Which token comes next."""

import numpy as np
import pytest

from chatbot.inference.sampling import constrained, log_likelihood, sample

END = 9


def logits(**likely):
    found = np.full(10, -10, dtype=np.float32)
    for token, value in likely.items():
        found[int(token[1:])] = value
    return found


@pytest.mark.parametrize("temperature", [0.0, -1.0, float("nan")])
def test_it_takes_the_likeliest_token_without_temperature(temperature):
    assert sample(logits(t3=2, t5=1), temperature, np.random.default_rng(0)) == 3


def test_it_draws_with_temperature():
    random = np.random.default_rng(0)
    drawn = [sample(logits(t3=1, t5=1), 1.0, random) for _ in range(200)]
    assert 60 < drawn.count(3) < 140
    assert 60 < drawn.count(5) < 140


def test_it_follows_the_choices_even_where_the_model_would_say_something_else():
    assert constrained(logits(t1=5, t3=0), [[3, 4], [2, 4]], [], END) == 3
    assert constrained(logits(t1=5), [[3, 4], [2, 4]], [3], END) == 4
    assert constrained(logits(t1=5), [[3, 4], [2, 4]], [3, 4], END) is None


def test_it_lets_the_model_end_a_choice_that_begins_another_one():
    assert constrained(logits(t9=1, t4=0), [[3], [3, 4]], [3], END) is None
    assert constrained(logits(t9=0, t4=1), [[3], [3, 4]], [3], END) == 4


def test_it_measures_likelihood_as_a_logarithm_of_probability():
    found = np.log(np.array([0.5, 0.25, 0.25], dtype=np.float32)) + 100
    assert log_likelihood(found, 0) == pytest.approx(np.log(0.5), abs=1e-4)
