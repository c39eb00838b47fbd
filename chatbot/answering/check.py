"""Does a sentence say only what its sources say? Numbers, amounts, dates, links, addresses, names, countries and negations.

A check on words: it knows nothing of meaning, and holds back a sentence rather than letting an invention through. Each fact of
the sentence must stand somewhere in the sources. Where it is clear which stretch of them the sentence was made from, a fact
must not be exchanged for another one either, such as the delay of a return for that of a refund.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from chatbot.answering import denials, polarity
from chatbot.answering.alignment import CHANGED, Aligned, akin, align, content
from chatbot.answering.definitions import is_misdefined
from chatbot.answering.edits import Edit, edits
from chatbot.answering.facts import Date, Facts, dialled, facts
from chatbot.answering.folding import fold
from chatbot.answering.heads import without_lead
from chatbot.answering.names import countries, names, opening
from chatbot.answering.spelling import spelled
from chatbot.answering.words import LITTLE, UNITS
from chatbot.knowledge.sentences import split

ANSWER = re.compile(r"(?:^|[.!?\n]\s*)(oui|non|yes|no)\b\s*[,.!:;]", re.IGNORECASE)
OTHERWISE = {"oui": "non", "non": "oui", "yes": "no", "no": "yes"}
FOREIGN = 0.5  # share of a sentence's words that may be the model's own
TOGETHER = 0.75  # share of its content that must stand together in one stretch of the sources
LOOSE = 0.5  # share of a clause's content in the stretch, at which it comes from elsewhere
CLAUSES = re.compile(
    r"[,;()]|:(?=\s)|\b(?:si|s['’](?=ils?\b)|lorsque|quand|afin|pour|car|if|when|because|unless)\b", re.IGNORECASE
)
ARTICLE = r"(?:(?:le|la|les|l|un|une|notre|nos|votre|vos|the|your|our|an?) )"
BY = re.compile(rf"\b(?:par|by) {ARTICLE}(\w{{4,}})")
TO = re.compile(rf"\b(?:(?:a|to) {ARTICLE}|au |aux )(\w{{4,}})")
MODAL = set(map(polarity.stem, ("pouvez", "peuvent", "devez", "doivent", "doit", "should", "must")))
MEASURABLE = 5
GLUED = 5  # letters
WORD_FOR_WORD = 0.75  # share of a sentence's words in its stretch at which it retells no more, it copies
Fact = TypeVar("Fact")


@dataclass(frozen=True)
class Failure:
    """Something that a sentence says and no source does."""

    kind: str
    value: str


def check(sentence: str, sources: str, question: str = "") -> list[Failure]:
    """Return what the sentence holds that the sources do not; an empty list lets it pass.

    The question's own words may be taken up, but never its numbers, names or links.
    """
    return list(dict.fromkeys(_failures(sentence, sources, question)))


def _failures(sentence: str, sources: str, question: str) -> Iterator[Failure]:
    sentence = without_lead(sentence)
    near, said, asked = align(sentence, sources), content(sentence), content(question)
    yield from _unsupported(facts(sentence), facts(sources), facts(near.text) if near.is_clear else None)
    if near.is_clear:
        yield from _out_of_place(sentence, sources, near)
    else:
        yield from (Failure("number", one) for one in _of_another_matter(sentence, sources, asked))
    yield from _unnamed(sentence, sources, near)
    yield from _contrary(sentence, sources, near)
    if is_misdefined(sentence, sources):
        yield Failure("definition", sentence)
    foreign = said - content(sources) - asked
    is_scattered = len(said) > MEASURABLE and near.share < TOGETHER
    if (
        is_scattered
        or _is_loose(sentence, near.text, question)
        or (len(said) >= MEASURABLE and len(foreign) / len(said) > FOREIGN)
    ):
        yield Failure("words", f"{len(foreign)}/{len(said)}")


def _is_loose(sentence: str, stretch: str, question: str) -> bool:
    """Return whether a clause is mostly from elsewhere than the stretch, or the question's alone and not all of it is told."""
    theirs, asked = content(stretch), content(question)
    clauses = [words for part in CLAUSES.split(sentence) if len(words := content(part) - MODAL) > 1]
    is_foreign = len(clauses) > 1 and any(len(words & theirs) <= LOOSE * len(words) for words in clauses)
    return is_foreign or any(words <= asked and not words <= theirs for words in clauses)


def _unsupported(said: Facts, known: Facts, near: Facts | None) -> Iterator[Failure]:
    """Yield the figures and addresses that no source has, or that stand for another one of the stretch."""
    for kind in ("link", "mail", "phone", "weekday", "number", "amount"):
        mine, every = getattr(said, f"{kind}s"), getattr(known, f"{kind}s")
        if kind == "phone":
            mine = Counter(dialled(one, every) for one in mine)
        yield from (Failure(kind, one) for one in sorted(mine) if one not in every and not _is_granted(kind, one, known))
        if near:
            yield from (Failure(kind, one) for one in _exchanged(mine, getattr(near, f"{kind}s")))
    yield from (Failure("date", str(date.parts)) for date in _undated(said.dates, known.dates))
    if near:
        yield from (Failure("date", str(date.parts)) for date in _misdated(said.dates, near.dates))


def _out_of_place(sentence: str, sources: str, near: Aligned) -> Iterator[Failure]:
    """Yield the figures and countries beyond the stretch that no sentence of the sources says of the same matter."""
    said, known = facts(sentence), facts(near.text)
    added = [
        *(("number", one) for one in said.numbers.keys() - known.numbers.keys() if not _is_granted("number", one, known)),
        *(("amount", one) for one in said.amounts.keys() - known.amounts.keys() if not _is_granted("amount", one, known)),
        *(("country", one) for one in countries(sentence).keys() - countries(near.text).keys()),
    ]
    others = akin(sentence, sources) if added else []
    for kind, one in added:
        if not any(one in (countries(other) if kind == "country" else getattr(facts(other), f"{kind}s")) for other in others):
            yield Failure(kind, one)


def _of_another_matter(sentence: str, sources: str, asked: set[str]) -> Iterator[str]:
    """Yield the numbers of clauses of which no sentence of the sources that has the number says half."""
    told = [sources[span.start : span.end] for span in split(sources)]
    for clause in CLAUSES.split(sentence):
        words = content(clause) - MODAL - CHANGED - asked
        for number in facts(clause).numbers.keys() - {"1"}:
            if not any(2 * len(words & content(one)) >= len(words) for one in told if number in facts(one).numbers):
                yield number


def _is_granted(kind: str, value: str, known: Facts) -> bool:
    """Return whether it is a “1”, or adds a unit to a number that has none in the sources."""
    number = value.split()[0]
    is_bare = number in known.numbers and not any(one.split()[0] == number for one in known.amounts)
    return (kind == "number" and value == "1") or (kind == "amount" and is_bare)


def _exchanged(mine: Counter[Fact], near: Counter[Fact]) -> list[Fact]:
    """Return what the sentence says beyond its stretch, when it leaves out something of the same kind there."""
    return list(mine - near) if near - mine else []


def _undated(mine: Counter[Date], known: Counter[Date]) -> list[Date]:
    return [date for date in mine if not any(date.is_part_of(one) for one in known)]


def _misdated(mine: Counter[Date], near: Counter[Date]) -> list[Date]:
    left = [date for date in near if not any(one.is_part_of(date) for one in mine)]
    return _undated(mine, near) if left else []


def _unnamed(sentence: str, sources: str, near: Aligned) -> Iterator[Failure]:
    """Yield names and countries that no source has, or that stand for another one of the stretch."""
    folded, known_countries = fold(sources), countries(sources)
    known = set(folded.split())
    mine, mine_countries = names(sentence), countries(sentence)
    yield from (Failure("name", name) for name in mine if not _is_known(name, known) and not _is_glued(name, folded))
    yield from (Failure("country", country) for country in mine_countries if country not in known_countries)
    if near.is_clear:
        yield from (Failure("country", country) for country in _exchanged(mine_countries, countries(near.text)))
    if near.share >= WORD_FOR_WORD:
        yield from (Failure("name", name) for name in _renamed(sentence, near.text, known))


def _renamed(sentence: str, stretch: str, known: set[str]) -> list[str]:
    """Return names that the stretch does not have, where the sentence leaves out one that it has."""
    theirs = set(names(stretch)) | {opening(stretch)} - {""}
    spoken = set(fold(sentence).split())
    left_out = {name for name in theirs if not _is_known(name, spoken)}
    folded, first = fold(stretch), opening(sentence)
    words = set(folded.split())
    added = [name for name in names(sentence) if not _is_known(name, words) and not _is_glued(name, folded)]
    added += [first] if first and not _is_known(first, words | known) and not _is_glued(first, folded) else []
    return added if left_out else []


def _is_known(name: str, known: set[str]) -> bool:
    return bool({name, f"{name}s", name.rstrip("s"), f"{name}e", f"{name}es"} & known)


def _is_glued(name: str, folded: str) -> bool:
    """Return whether a name stands in a text whose blanks were lost: “leRegistredes”."""
    return len(name) >= GLUED and name in folded


def _contrary(sentence: str, sources: str, near: Aligned) -> Iterator[Failure]:
    """Yield negations and opposites that turn round what the stretch says."""
    if _answers_otherwise(sentence, sources) or denials.is_answered_no(sentence, near.text):
        yield Failure("negation", "yes or no")
    if not near.is_clear:
        return
    yield from _edited(found := edits(sentence, near.text))
    yield from _slipped_in(found, sources)
    if turned := _turned(sentence, near.text):
        yield Failure("negation", ", ".join(sorted(turned)))
    elif _counts_differ(sentence, near) or (polarity.denials(sentence) and not denials.is_borne_out(sentence, sources)):
        yield Failure("negation", "")
    yield from (Failure("agent", name) for name in sorted(_agents(sentence) & _agents(near.text, TO) - _agents(near.text)))
    yield from (Failure("opposite", word) for word in polarity.swaps(sentence, near.text, modal=near.back >= 0.5))


def _agents(text: str, place: re.Pattern[str] = BY) -> set[str]:
    """Return by whom, or to whom, something is done: “par le transporteur” is not “au transporteur”."""
    return {polarity.stem(name) for name in place.findall(fold(text))}


def _edited(found: list[Edit]) -> Iterator[Failure]:
    """Yield what was changed in the place of something else: a denial, an opposite, a figure, a country."""
    if sum(edit.denies for edit in found) % 2:
        yield Failure("negation", "edited")
    for edit in found:
        if opposite := edit.opposite:
            yield Failure("opposite", opposite)
        if exchanged := edit.exchanged:
            yield Failure("exchanged", exchanged)


def _slipped_in(found: list[Edit], sources: str) -> Iterator[Failure]:
    """Yield numbers put into the stretch's own words, of things that the sources do not count so: “for 3 people”."""
    counted = [
        pair
        for edit in found
        if not edit.was
        for pair in pairwise(edit.said)
        if pair[0][0] == "#" and pair[1] not in LITTLE | UNITS.keys()
    ]
    told = {(one, after.rstrip("s")) for one, after in pairwise(spelled(sources))} if counted else set()
    yield from (Failure("number", one) for one, after in counted if (one, after.rstrip("s")) not in told)


def _counts_differ(sentence: str, near: Aligned) -> bool:
    """Return whether a negation was added or, of nearly the same words, taken away."""
    mine, theirs = polarity.denials(sentence), polarity.denials(near.text)
    if not theirs and mine:
        return near.share >= WORD_FOR_WORD and not polarity.implies_denial(near.text)
    return (near.is_close and not mine and theirs > 0) or (near.is_same and mine != theirs)


def _turned(sentence: str, stretch: str) -> set[str]:
    """Return the stems that one of the two denies and the other one only affirms."""
    affirmed = polarity.affirmed(stretch) - polarity.denied(stretch, reach=polarity.FAR).keys()
    return {one for one in polarity.denied(sentence) if one in affirmed} | denials.lost(sentence, stretch)


def _answers_otherwise(sentence: str, sources: str) -> bool:
    """Return whether the sentence begins with yes where the sources have a sentence beginning with no, or the reverse."""
    theirs = {match[1].lower() for match in ANSWER.finditer(sources)}
    mine = {match[1].lower() for match in ANSWER.finditer(sentence)}
    return any(OTHERWISE[one] in theirs for one in mine - theirs)
