"""What a sentence says in the place of its stretch's words: both are laid side by side, word by word.

Only what stands between words that both have in the same order counts, and only where it is short: a sentence that is told anew,
shortened or joined from two has no such places.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from chatbot.answering import words
from chatbot.answering.heads import without_answers
from chatbot.answering.polarity import DENYING
from chatbot.answering.spelling import spelled
from chatbot.knowledge.sentences import split

LONGEST = 5  # words on either side
HEAD, END = "^", "$"
DENIERS = frozenset(
    "pas jamais aucun aucune aucuns aucunes rien ni non sans sauf hormis excepte nullement aucunement guere "
    "not never no none nobody nothing neither nor cannot without unless except t".split()
)
PHRASES = re.compile(rf"\b(?:{'|'.join(words.PHRASES)})\b", re.IGNORECASE)
PREFIX = re.compile(r"^(?:im|in|il|ir|un|dis|non)(?=\w{4})")


@dataclass(frozen=True)
class Edit:
    """The words of the stretch, and those that the sentence has instead of them."""

    was: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def denies(self) -> bool:
        """Whether one of the two denies what the other affirms."""
        return (self._denials(self.was, self.said) - self._denials(self.said, self.was)) % 2 != 0

    @staticmethod
    def _denials(side: tuple[str, ...], other: tuple[str, ...]) -> int:
        return sum(
            word in DENIERS or bool(DENYING.search(word)) or ((bare := PREFIX.sub("", word)) != word and bare in other)
            for word in side
        )

    @property
    def opposite(self) -> str:
        """A word that says the opposite of what stood there, or ''."""
        was = set(self.was)
        for word in self.said:
            for side, other in words.COUNTERPARTS.get(word, ()):
                if other & was and not side & was:
                    return word
        return ""

    @property
    def exchanged(self) -> str:
        """A number, unit, month, weekday or country that stands for another one, or ''."""
        for was, said in zip(self.was, self.said, strict=True) if len(self.was) == len(self.said) else ():
            for kind in (_number, words.UNITS.get, words.MONTHS.get, words.WEEKDAYS.get, words.COUNTRIES.get):
                if kind(was) and kind(said) and kind(was) != kind(said):
                    return said
        return ""


def edits(sentence: str, stretch: str) -> list[Edit]:
    """Return the places where the sentence has other words than the stretch between words of the stretch."""
    mine, theirs = _words(sentence), _words(stretch)
    blocks = SequenceMatcher(None, theirs, mine, autojunk=False).get_matching_blocks()
    anchors = [one for one in blocks if _holds(theirs[one.a : one.a + one.size])]
    return [
        Edit(tuple(theirs[one.a + one.size : next_.a]), tuple(mine[one.b + one.size : next_.b]))
        for one, next_ in pairwise(anchors)
        if next_.a - one.a - one.size <= LONGEST and next_.b - one.b - one.size <= LONGEST
    ]


def _words(text: str) -> list[str]:
    return [*_marked(text)]


def _marked(text: str) -> Iterator[str]:
    for span in split(text):
        yield HEAD
        said = PHRASES.sub(lambda found: words.PHRASES[found[0].lower()], without_answers(text[span.start : span.end]))
        yield from (word for word in spelled(said) if word[0].isalnum() or word[0] == "#")
        yield END


def _holds(block: list[str]) -> bool:
    """Return whether words are enough to say that the two texts run side by side there."""
    return len(block) > 2 or any(word in {HEAD, END} or (len(word) > 3 and word not in words.LITTLE) for word in block)


def _number(word: str) -> str | None:
    return word if word[0] == "#" else None
