"""Guessing from the prompt changes how fast an answer comes, never what it says."""

import numpy as np
import pytest

from chatbot.inference import scheduler
from chatbot.inference.messages import Done, Piece
from chatbot.inference.speculation import LEAST_LUCK, PromptLookup
from tests.inference.fake_model import SIZE


@pytest.mark.parametrize("question", range(40))
def test_it_writes_exactly_what_the_plain_path_writes(make_desk, monkeypatch, question):
    texts = []
    for drafted in (scheduler.DRAFT_TOKENS, 0):
        monkeypatch.setattr(scheduler, "DRAFT_TOKENS", drafted)
        desk = make_desk()
        desk.submit("1", f"question {question}", public="abcabcabc defdef " * 6, max_tokens=80)
        desk.run()
        texts.append((desk.of("1", Done)[0].text, desk.of("1", Done)[0].tokens, desk.of("1", Done)[0].reason))
        assert "".join(piece.text for piece in desk.of("1", Piece)) == texts[-1][0]
    assert texts[0] == texts[1]


def test_it_needs_fewer_computations_where_the_answer_repeats_itself(make_desk, monkeypatch):
    steps = []
    for drafted in (scheduler.DRAFT_TOKENS, 0):
        monkeypatch.setattr(scheduler, "DRAFT_TOKENS", drafted)
        desk = make_desk(context_tokens=4000)
        desk.model.predict = lambda tokens: _counting(tokens, SIZE)
        desk.submit("1", "abcdefghij" * 4, max_tokens=100)
        desk.run()
        steps.append(len(desk.model.batches))
    assert steps[0] < steps[1] / 2


def _counting(tokens, size):
    """Go on with the alphabet's first ten letters, over and over."""
    logits = np.zeros(size, dtype=np.float32)
    logits[97 + (tokens[-1] - 96) % 10 if 97 <= tokens[-1] < 107 else 97] = 1
    return logits


def test_it_stops_guessing_where_it_does_not_pay_and_tries_again_later():
    lookup = PromptLookup([1, 2, 3, 4] * 3)
    assert lookup.draft(2) == [1, 2]
    for _ in range(3):
        lookup.judge(0, 2)
    assert lookup._luck < LEAST_LUCK and lookup.draft(2) == []
    assert any(lookup.draft(2) for _ in range(50))


def test_it_guesses_nothing_that_never_came_before():
    assert PromptLookup([1, 2, 3, 4]).draft(3) == []
    assert PromptLookup([1]).draft(3) == []
