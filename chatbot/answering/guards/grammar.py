"""Matching as people type: sentence by sentence, shortenings written out, misspelt key words put right, politeness left out.

A grammar's patterns are regular expressions over folded words; they can therefore be short, and each says one thing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from chatbot.answering.folding import fold

SENTENCE = re.compile(r"(?<=[.!?…;\n])(?<!\b[Aa]rt\.)\s+|(?<=[a-zà-ÿ])[!?…]+(?=[A-ZÀ-Þ])|\n+")
LONGEST = 4000  # characters; what a customer asks for stands in the first ones or nowhere
LONGEST_SENTENCE = 60  # words
SALUTATION = re.compile(
    r"\W*(?:dear|hello|hi|good|ch[eè]re?s?|bonjour|bonsoir|hallo|guten|sehr|liebe|hola|buen|estimad|gentil|buon|salve)[^,]*,\s*",
    re.IGNORECASE,
)  # “Bonjour service client,” asks for nobody
ONE_SLIP, TWO_SLIPS = 5, 9  # letters from which a word may have one misspelling, and two


@dataclass(frozen=True)
class Grammar:
    """How one language asks: `patterns` by intent, found anywhere in a sentence unless they are anchored."""

    rewrites: Sequence[tuple[str, str]]  # pattern, what is meant
    keys: str  # words whose misspellings are understood
    kept: str  # words that only look like misspellings of them
    fillers: str  # pattern of words that change nothing
    patterns: dict[str, list[str]]
    small_talk: dict[str, str] = field(default_factory=dict)  # by intent, the pattern of a whole message


class Matcher:
    """A grammar made ready."""

    def __init__(self, grammar: Grammar) -> None:
        self._rewrites = [(re.compile(rf"\b(?:{wrong})\b"), right) for wrong, right in grammar.rewrites]
        self._keys = tuple(grammar.keys.split())
        self._kept = frozenset(grammar.kept.split()) | frozenset(self._keys)
        self._fillers = re.compile(rf"\b(?:{grammar.fillers})\b")
        self._patterns = {name: [re.compile(one) for one in some] for name, some in grammar.patterns.items()}
        self._small_talk = {name: re.compile(rf"^(?:{pattern})$") for name, pattern in grammar.small_talk.items()}

    def intents(self, text: str) -> set[str]:
        """Return every intent that the text shows in this language."""
        found = {name for name, pattern in self._small_talk.items() if pattern.match(fold(text[:LONGEST]))}
        for sentence in SENTENCE.split(text[:LONGEST]):
            if SALUTATION.fullmatch(sentence):
                continue
            words = self.normal(sentence)
            found |= {name for name, some in self._patterns.items() if any(one.search(words) for one in some)}
        return found

    def normal(self, sentence: str) -> str:
        """Return the sentence as the patterns expect it."""
        words = " ".join(fold(sentence).split()[:LONGEST_SENTENCE])
        for wrong, right in self._rewrites:
            words = wrong.sub(right, words)
        words = " ".join(word if word in self._kept else _corrected(word, self._keys) for word in words.split())
        return " ".join(self._fillers.sub(" ", words).split())


def _corrected(word: str, keys: tuple[str, ...]) -> str:
    """Return the only key word that this one can be a misspelling of, or the word itself."""
    allowed = (len(word) >= ONE_SLIP) + (len(word) >= TWO_SLIPS)
    if not allowed or word.isdigit():
        return word
    near = [key for key in keys if key[0] == word[0] and abs(len(key) - len(word)) <= allowed]
    best = min(near, key=lambda key: _slips(word, key), default=word)
    return best if best != word and _slips(word, best) <= allowed else word


def _slips(one: str, other: str) -> int:
    """Return how many letters were missed, added, mistaken or swapped."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        older, before, row = before, row, [place]
        for column, wanted in enumerate(other, 1):
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != wanted))
            if older and column > 1 and letter == other[column - 2] and one[place - 2] == wanted:
                cost = min(cost, older[column - 2] + 1)
            row.append(cost)
    return row[-1]
