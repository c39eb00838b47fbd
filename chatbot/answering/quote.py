"""Answering in the company's own words: whole sentences of a passage, byte for byte."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chatbot.answering.folding import fold
from chatbot.inference.embeddings import Embedder
from chatbot.knowledge.search import Hit
from chatbot.knowledge.sentences import Span, split

LONGEST = 600  # characters of a quoted answer
CLOSE = 0.05  # a neighbour this much below the best sentence is quoted with it
LEXICAL_SHARE = 0.15


@dataclass(frozen=True)
class Quote:
    """A stretch of one passage."""

    hit: Hit
    text: str


def quote(question: str, hits: Sequence[Hit]) -> Quote:
    """Return the stretch of the best passage that answers best: its likeliest sentence, and what belongs to it."""
    hit = hits[0]
    spans = split(hit.text) or [Span(0, len(hit.text))]
    scores = _scores(question, hit, spans)
    first, last = _grow(hit.text, spans, scores, int(np.argmax(scores)))
    return Quote(hit, hit.text[spans[first].start : spans[last].end])


def closest_sentence(sentence: str, texts: Sequence[str]) -> str:
    """Return the sentence of the texts that says nearest to the same."""
    candidates = [text[span.start : span.end] for text in texts for span in split(text)]
    words = _words(sentence)
    return max(candidates, key=lambda one: len(words & _words(one)) / (1 + len(words | _words(one))), default="")


def _scores(question: str, hit: Hit, spans: Sequence[Span]) -> list[float]:
    sentences = [hit.text[span.start : span.end] for span in spans]
    embedder = Embedder.shared()
    vectors = embedder.passages([f"{hit.title}. {sentence}" for sentence in sentences])
    meaning = vectors @ embedder.query(question)
    asked = _words(question)
    return [
        float(near) + LEXICAL_SHARE * len(asked & _words(sentence)) / (1 + len(asked))
        for near, sentence in zip(meaning, sentences, strict=True)
    ]


def _grow(text: str, spans: Sequence[Span], scores: Sequence[float], best: int) -> tuple[int, int]:
    """Add the sentences that the best one needs: a lead ending in a colon, the list after one, near neighbours."""
    first = last = best
    while first > 0 and (_is_item(text, spans[first]) or _leans_back(text, spans[first])) and _fits(spans, first - 1, last):
        first -= 1
    while last + 1 < len(spans) and _fits(spans, first, last + 1):
        follows = text[spans[last].start : spans[last].end].endswith((":", ";")) or _is_item(text, spans[last + 1])
        if not follows and (scores[last + 1] < scores[best] - CLOSE or last - best >= 1):
            break
        last += 1
    return first, last


def _fits(spans: Sequence[Span], first: int, last: int) -> bool:
    return spans[last].end - spans[first].start <= LONGEST


def _is_item(text: str, span: Span) -> bool:
    return text[span.start] in "-*•–" or text[span.start].islower()


def _leans_back(text: str, span: Span) -> bool:
    opening = fold(text[span.start : span.start + 24]).split()[:2]
    return bool(opening) and opening[0] in {
        "il",
        "elle",
        "ils",
        "elles",
        "cela",
        "ceci",
        "celui",
        "ce",
        "cette",
        "ces",
        "it",
        "they",
        "this",
    }


def _words(text: str) -> set[str]:
    return {word[:6] for word in fold(text).split() if len(word) > 3}
