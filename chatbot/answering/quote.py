"""Answering in the company's own words: whole sentences of a passage, byte for byte."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from chatbot.answering.folding import fold
from chatbot.answering.yes_no import strays
from chatbot.inference.embeddings import Embedder
from chatbot.knowledge.search import Hit
from chatbot.knowledge.sentences import Span, split

LONGEST = 600  # characters of a quoted answer
CLOSE = 0.05  # a neighbour this much below the best sentence is quoted with it
LEXICAL_SHARE = 0.15
EMPTY = 1.0  # off the score of a sentence that answers nothing: a question, “Important !”, one that only points elsewhere
STRAY = 0.5  # off that of a sentence whose yes or no answers another question; it is the last resort
POINTS = re.compile(  # a sentence that only sends the reader to another text
    r"^(?:(?:avant tout|pour cela|pour (?:en savoir )?plus\b.*?|important|attention)\b[ ,]*)*(?:en savoir plus\b.*|(?:read|learn|find out) more\b.*|"
    r"(?:veuillez |vous pouvez |merci de |please )?(?:consulte[rz]|lire|lisez|voir|voyez|see|read)\b"
    r"(?: (?:aussi|egalement|also)\b.*|.{0,30}\b(?:page|fiche|rubrique|article|guide|liste|section|foire|faq|here|ici|list)\b.{0,60})?)$"
)
BACKWARD = frozenset("il elle ils elles cela ceci celui ce cette ces it they this".split())
PASSAGES_KEPT = 2048  # of about eight sentences, 12 kB each


@dataclass(frozen=True)
class Quote:
    """A stretch of one passage."""

    hit: Hit
    text: str


def quote(question: str, hits: Sequence[Hit]) -> Quote:
    """Return the stretch of the best passage that answers best: its likeliest sentence, and what belongs to it."""
    hit = hits[0]
    spans = split(hit.text) or [Span(0, len(hit.text))]
    above = next((one for one in (hit.heading, hit.title) if one.endswith("?")), "")
    stray = strays(question, [_says(hit.text, span) for span in spans], above)
    scores = [score - STRAY * (place in stray) for place, score in enumerate(_scores(question, hit, spans))]
    first, last = _grow(hit.text, spans, scores, int(np.argmax(scores)), stray)
    return Quote(hit, hit.text[spans[first].start : spans[last].end])


def _scores(question: str, hit: Hit, spans: Sequence[Span]) -> list[float]:
    sentences = [_says(hit.text, span) for span in spans]
    embedder = Embedder.shared()
    meaning = _vectors(embedder, hit.title, tuple(sentences)) @ embedder.query(question)
    asked = _words(question)
    return [
        float(near) + LEXICAL_SHARE * len(asked & _words(sentence)) / (1 + len(asked)) - EMPTY * _is_empty(sentence)
        for near, sentence in zip(meaning, sentences, strict=True)
    ]


@lru_cache(maxsize=PASSAGES_KEPT)
def _vectors(embedder: Embedder, title: str, sentences: tuple[str, ...]) -> NDArray[np.float32]:
    """Return a vector for each sentence; those of the passages quoted last are kept, embedding them takes most of the time."""
    return embedder.passages([f"{title}. {sentence}" for sentence in sentences])


def _grow(text: str, spans: Sequence[Span], scores: Sequence[float], best: int, stray: Set[int]) -> tuple[int, int]:
    """Add the sentences that the best one needs: a lead ending in a colon, the list after one, near neighbours."""
    first = last = best
    while (
        first > 0
        and first - 1 not in stray
        and _needs_before(text, spans[first - 1], spans[first])
        and _fits(spans, first - 1, last)
    ):
        first -= 1
    while last + 1 < len(spans) and last + 1 not in stray and _fits(spans, first, last + 1):
        follows = (
            _says(text, spans[last]).endswith((":", ";")) or _is_item(text, spans[last + 1]) or _is_yes_no(text, spans[last])
        )
        if not follows and (scores[last + 1] < scores[best] - CLOSE or last - best >= 1):
            break
        last += 1
    return first, last


def _needs_before(text: str, before: Span, span: Span) -> bool:
    """Return whether a sentence is understood with the one before it only: a list's lead, a yes or no, what “it” means."""
    is_led = _says(text, before).endswith(":") or _is_yes_no(text, before)
    return is_led or _is_item(text, span) or _leans_back(text, span)


def _says(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _is_yes_no(text: str, span: Span) -> bool:
    return fold(_says(text, span)) in {"oui", "non", "yes", "no"}


def _fits(spans: Sequence[Span], first: int, last: int) -> bool:
    return spans[last].end - spans[first].start <= LONGEST


def _is_item(text: str, span: Span) -> bool:
    return text[span.start] in "-*•–" or text[span.start].islower()


def _leans_back(text: str, span: Span) -> bool:
    opening = fold(text[span.start : span.start + 24]).split()[:2]
    return opening[:1] != [] and opening[0] in BACKWARD


def _is_empty(sentence: str) -> bool:
    folded = fold(sentence)
    is_cry = sentence.endswith("!") and len(folded.split()) < 3
    return is_cry or sentence.endswith("?") or bool(POINTS.match(folded))


def _words(text: str) -> set[str]:
    return {word[:6] for word in fold(text).split() if len(word) > 3}
