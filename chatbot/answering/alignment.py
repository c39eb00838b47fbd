"""Which stretch of the sources a sentence was made from: one to three neighbouring sentences that share its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from chatbot.answering import words
from chatbot.answering.folding import fold
from chatbot.answering.polarity import stem
from chatbot.knowledge.sentences import split

WIDEST = 3  # sentences
DEARER = 0.06  # what each further sentence must add to the share of words found
TIE = 0.05  # weight of all words, figures included, which decide between stretches that hold as much of the content
CLEAR = 0.6
CLEARLY_SPOKEN = 0.75  # where few words carry content, all of them decide
CLOSE = 0.8  # nearly the same words
SAME = 0.95
CHANGED = {  # what a corrupted sentence may say otherwise
    *map(stem, ("possible", "impossible")),
    *(stem(word) for pair in words.OPPOSITES for side in pair for word in side.split()),
    *(stem(word) for word in [*words.NUMBERS, *words.SCALES, *words.UNITS, *words.MONTHS, *words.WEEKDAYS]),
}
AKIN = 2  # words in common
SMALL = 4  # letters; shorter words carry little of a sentence's content


@dataclass(frozen=True)
class Aligned:
    """The stretch; how much of the sentence's content, and of all its words, stands in it, and how much of it in the sentence."""

    text: str
    share: float
    spoken: float
    back: float

    @property
    def is_clear(self) -> bool:
        return self.share >= CLEAR or self.spoken >= CLEARLY_SPOKEN

    @property
    def is_close(self) -> bool:
        return self.share >= CLOSE and self.back >= CLOSE - 0.1

    @property
    def is_same(self) -> bool:
        return self.share >= SAME and self.back >= SAME


def content(text: str) -> set[str]:
    """Return the stems of the words that carry the text's content."""
    return _telling(fold(text).split())


def _telling(spoken: list[str]) -> set[str]:
    return {stem(word) for word in spoken if len(word) >= SMALL and word not in words.LITTLE and not word.isdigit()}


def align(sentence: str, sources: str) -> Aligned:
    """Return the stretch of the sources that the sentence is nearest to."""
    asked = content(sentence) - CHANGED
    sentences, stems, tokens = _parts(sources, with_questions="?" in sentence)
    if not asked or not sentences:
        return Aligned("", 0.0, 0.0, 0.0)
    spoken = set(fold(sentence).split())
    _worth, start, width = max(
        (
            _share(asked, stems[start : start + width])
            + TIE * _share(spoken, tokens[start : start + width])
            - DEARER * (width - 1),
            -start,
            -width,
        )
        for width in range(1, WIDEST + 1)
        for start in range(max(1, len(sentences) - width + 1))
    )
    found = stems[-start : -start - width]
    whole = set[str]().union(*found)
    return Aligned(
        " ".join(sentences[-start : -start - width]),
        _share(asked, found),
        _share(spoken, tokens[-start : -start - width]),
        len(asked & whole) / max(1, len(whole)),
    )


@lru_cache(maxsize=64)
def _parts(sources: str, *, with_questions: bool) -> tuple[list[str], list[set[str]], list[set[str]]]:
    """Return the sentences of the sources, their content and all their words; a question states nothing."""
    every = [sources[span.start : span.end] for span in split(sources)]
    sentences = [one for one in every if with_questions or "?" not in one]
    spoken = [fold(one).split() for one in sentences]
    return sentences, [_telling(one) for one in spoken], [set(one) for one in spoken]


def akin(sentence: str, sources: str) -> list[str]:
    """Return the sentences of the sources that share enough words with this one to be told with it."""
    asked = content(sentence) - CHANGED
    sentences, stems, _tokens = _parts(sources, with_questions=True)
    return [one for one, theirs in zip(sentences, stems, strict=True) if len(asked & theirs) >= min(AKIN, len(asked))]


def _share(asked: set[str], stretch: Sequence[set[str]]) -> float:
    return len(asked & set[str]().union(*stretch)) / len(asked)
