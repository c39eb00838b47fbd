"""A vector for every text without the model: texts that share words are near to each other."""

import hashlib
import io
import re

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from chatbot.inference.embeddings import DIMENSIONS, Embedder
from chatbot.knowledge.articles import Draft, publish_draft


class WordEmbedder:
    """Stands in for the model: a text's vector is the sum of its words'."""

    def __init__(self):
        self.embedded = []

    def query(self, text):
        return self._vector(text)

    def questions(self, texts):
        return np.stack([self._vector(text) for text in texts])

    def passages(self, texts):
        self.embedded += texts
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text):
        total = np.full(DIMENSIONS, 0.01, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            total += np.random.default_rng(int(hashlib.sha256(word.encode()).hexdigest()[:8], 16)).normal(size=DIMENSIONS)
        return (total / np.linalg.norm(total)).astype(np.float32)


@pytest.fixture(autouse=True)
def embedder(monkeypatch):
    """The fake embedder; the tests that need the real one ask for `real_embedder`."""
    fake = WordEmbedder()
    monkeypatch.setattr(Embedder, "shared", staticmethod(lambda: fake))
    return fake


@pytest.fixture
def published(site):
    """Publish an article in one line."""

    def make(external_id, title, body, *, at=site, language="fr", **fields):
        publish_draft(at, Draft(external_id, language, title, body, **fields))
        return at.articles.get(external_id=external_id)

    return make


@pytest.fixture
def imported():
    """Run import_articles; returns whether it succeeded and what it said."""

    def run(path, site="lune", **options):
        said = io.StringIO()
        try:
            call_command("import_articles", path, site=site, stderr=said, **options)
        except CommandError as error:
            return False, f"{said.getvalue()}{error}"
        return True, said.getvalue()

    return run
