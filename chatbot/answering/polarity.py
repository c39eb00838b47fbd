"""What a text denies, and which of two opposites it says: avant or après, gratuit or payant, peut or doit."""

import re
from collections import Counter
from collections.abc import Iterator

from chatbot.answering import words
from chatbot.answering.folding import fold
from chatbot.answering.heads import without_answers

NEAR, FAR = 8, 4  # words after a negation that are looked at; telling ones among them that it may deny
NE = re.compile(r"\b(?:ne|n(?= [aeiouyh]))((?: (?:se|s|me|m|te|le|la|l|les|lui|leur|nous|vous|y|en))*) (\w+)(?=((?: \w+){0,6}))")
CLOSERS = {"pas", "plus", "jamais", "rien", "aucun", "aucune", "personne", "nullement", "guere", "ni", "point", "nulle", "nul"}
BARE = {"peut", "peuvent", "saurait", "sauraient", "pouvez", "puisse", "cesse"}  # deny without “pas”
OTHER = re.compile(
    r"\b(?:not|never|cannot|neither|nor|without|no|none|(?:is|are|was|were|do|does|did|has|have|had|could|would|should|must|need|might)"
    r"n t|can t|won t|sans|pas|aucune?|ni|jamais|non)\b"
)
SOFT = re.compile(
    OTHER.pattern
    + r"|\b(?:sauf|hormis|excepte|evite[rz]?|moins qu\w*|unless|except|avoid|instead of|au lieu de|plutot que|refus\w+)\b"
)
DENYING = re.compile(
    r"interdi|illegal|illicite|exclu|refus|impossib|incompeten|interdic|empech|forbid|prohibit|unable|banned|sauf|defavor|inutile|hors"
)
EMPTY = words.LITTLE | CLOSERS
MODAL = {"peut", "doit", "can", "must"}


def denied(text: str, *, reach: int = 1) -> Counter[str]:
    """Return the stems that the negations of a text reach: so many telling words after each, and the verb of a French one."""
    folded = _plain(text)
    found: Counter[str] = Counter()
    for match in _french(folded):
        after = match[3].split()
        closed = next((place for place, word in enumerate(after) if word in CLOSERS), 0)
        following = folded[match.end() :].split()[closed:]
        found.update({stem(word) for word in [match[2]] if word not in EMPTY} | _reached(following, reach))
    for match in (OTHER if reach == 1 else SOFT).finditer(folded):
        found.update(_reached(folded[match.end() :].split(), reach))
    return found


def denials(text: str) -> int:
    """Return how many marks of negation a text holds."""
    folded = _plain(text)
    return sum(1 for _match in _french(folded)) + len(OTHER.findall(folded))


def affirmed(text: str) -> set[str]:
    """Return the stems of a text that stand clear of its negations at least once."""
    every = Counter(stem(word) for word in _plain(text).split() if word not in EMPTY and len(word) > 2)
    return set(every - denied(text, reach=FAR))


def implies_denial(text: str) -> bool:
    """Return whether a text may be retold with a negation: it has one, or a word such as “interdit”."""
    return denials(text) > 0 or bool(DENYING.search(fold(text)))


def swaps(sentence: str, source: str, *, modal: bool) -> list[str]:
    """Return the opposites that the sentence says more often than the source, while it says their counterparts less often.

    Whether “peut” and “doit” count too depends on how near the two are: a retelling often changes them rightly.
    """
    mine, theirs = Counter(fold(sentence).split()), Counter(fold(source).split())
    found = []
    for word in mine.keys() & words.COUNTERPARTS.keys():
        for said, other in words.COUNTERPARTS[word]:
            more = _count(mine, said) - _count(theirs, said)
            less = _count(theirs, other) - _count(mine, other)
            if more > 0 and less > 0 and (modal or not said & MODAL):
                found.append(word)
    return found


def stem(word: str) -> str:
    """Return what the inflected forms of a word share, roughly."""
    return word[:6] if len(word) > 6 else word.rstrip("s")


def _plain(text: str) -> str:
    """Return the folded text without the yes or no that it opens with, “impossible” told as a negation."""
    folded = fold(without_answers(text))
    return re.sub(r"\bimpossibles?\b", "pas possible", folded)


def _french(folded: str) -> Iterator[re.Match[str]]:
    """Yield the negations with “ne”; not “ne … que”, nor the “ne” that denies nothing."""
    for match in NE.finditer(folded):
        after = set(match[3].split())
        before = set(folded[: match.start()].split()[-4:])
        if match[2] in CLOSERS or (after | before) & CLOSERS or (match[2] in BARE and not after & {"que", "qu"}):
            yield match


def _reached(after: list[str], reach: int) -> set[str]:
    return {stem(word) for word in [one for one in after[:NEAR] if one not in EMPTY and len(one) > 2][:reach]}


def _count(counts: Counter[str], side: frozenset[str]) -> int:
    return sum(counts[word] for word in side)
