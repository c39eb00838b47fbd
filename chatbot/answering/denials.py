"""Whether the sources bear out what a sentence denies, and what it no longer denies: sentence by sentence, clause by clause.

A stretch of several sentences may hold all words of a claim and say something else with them. Only a sentence of the sources that
speaks of the whole of a clause can turn it round, and only one that denies can bear out a denial.
"""

import re

from chatbot.answering import polarity
from chatbot.answering.alignment import CLEAR, CLOSE, content
from chatbot.knowledge.sentences import split

NO = re.compile(r"\s*(?:non|no)\b\s*[,:]", re.IGNORECASE)
CLAUSES = re.compile(r"[,;:()]|\b(?:et|mais|ou|and|but|or)\b", re.IGNORECASE)
BORNE_OUT = 0.5  # more than this share of a denial's content stands in one sentence that denies too


def lost(sentence: str, stretch: str) -> set[str]:
    """Return the stems that a sentence affirms, while the sentence of the stretch about the same matter denies them."""
    clauses = [words for part in CLAUSES.split(sentence) if (words := content(part))]
    said, denied = polarity.affirmed(sentence), polarity.denied(sentence)
    found: set[str] = set()
    for theirs in _sentences(stretch):
        whole, turned = content(theirs), (polarity.denied(theirs).keys() & said) - denied.keys() - polarity.affirmed(theirs)
        found |= {stem for stem in turned for words in clauses if stem in words and _share(words, whole) >= CLEAR}
    return found


def is_answered_no(sentence: str, stretch: str) -> bool:
    """Return whether the sentence of the stretch about the same matter opens with a no, of which nothing is left."""
    if polarity.denials(sentence) or NO.match(sentence):
        return False
    clauses = [words for part in CLAUSES.split(sentence) if len(words := content(part)) > 1]
    noes = [content(one) for one in _sentences(stretch) if NO.match(one)]
    return any(_share(words, theirs) >= CLEAR or _share(theirs, words) >= CLOSE for words in clauses for theirs in noes)


def is_borne_out(sentence: str, sources: str) -> bool:
    """Return whether a sentence that denies has a sentence of the sources that denies as well and speaks of the same matter."""
    words = content(sentence)
    return any(polarity.implies_denial(one) and _share(words, content(one)) > BORNE_OUT for one in _sentences(sources))


def _sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split(text)]


def _share(words: set[str], others: set[str]) -> float:
    return len(words & others) / max(1, len(words))
