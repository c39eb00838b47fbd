"""Does a sentence say only what its sources say? Numbers, amounts, dates, links, addresses, names, countries and negations.

A pure check on words: it knows nothing of meaning, and holds back a sentence rather than letting an invention through.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chatbot.answering import words
from chatbot.answering.folding import fold
from chatbot.answering.language import SETS
from chatbot.knowledge.sentences import split

NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f.]\d{3})*(?:[.,]\d+)?")
ARTICLES = {"un", "one"}  # too common to mean a number
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>()\"»]+|\b[\w-]+(?:\.[\w-]+)*\.(?:fr|com|org|net|eu|be|de|uk|io|example)\b(?:/[^\s<>()\"»]*)?"
)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NAME = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\wà-öø-ÿ’'-]+|\b[A-Z]{2,}\b")
COMMON = (
    frozenset.union(*SETS.values()) | words.NUMBERS.keys() | {"pouvez", "devez", "faut", "votre", "vos", "must", "should", "need"}
)
NEGATION = re.compile(
    r"\bn[e’']\s?(?=\w)|\b(?:pas|jamais|aucune?|ni|sans|interdit\w*|impossible)\b"
    r"|\b(?:not|never|no|none|cannot|without|forbidden)\b|n[’']t\b",
    re.IGNORECASE,
)  # fmt: skip
FOREIGN = 0.5  # share of a sentence's words that may be the model's own
MEASURABLE = 5
SMALL = 4  # letters; shorter words carry little of a sentence's content


@dataclass(frozen=True)
class Failure:
    """Something that a sentence says and no source does."""

    kind: str
    value: str


def check(sentence: str, sources: str, question: str = "") -> list[Failure]:
    """Return what the sentence holds that the sources do not; an empty list lets it pass.

    The question's own words may be taken up, but never its numbers, names or links.
    """
    return list(_failures(sentence, sources, question))


def _failures(sentence: str, sources: str, question: str) -> Iterator[Failure]:
    known_links = {_link(found) for found in LINK.findall(sources)}
    for found in LINK.findall(sentence):
        if _link(found) not in known_links and not MAIL.search(sentence):
            yield Failure("link", found)
    known_mails = {found.lower() for found in MAIL.findall(sources)}
    yield from (Failure("mail", found) for found in MAIL.findall(sentence) if found.lower() not in known_mails)
    known_numbers = numbers(sources) | {"1"}  # “one” is an article more often than a number
    yield from (Failure("number", found) for found in sorted(numbers(sentence) - known_numbers))
    known_quantities = quantities(sources)
    yield from (Failure("amount", " ".join(found)) for found in sorted(quantities(sentence) - known_quantities))
    known_words = set(fold(sources).split())
    for kind, known in (("date", words.DATES), ("country", words.NATIONS)):
        yield from (Failure(kind, word) for word in _told(sentence, known) if not _stands_in(word, known_words))
    yield from (Failure("name", name) for name in _names(sentence) if not _stands_in(fold(name), known_words))
    if flips_negation(sentence, sources):
        yield Failure("negation", "")
    content = _content(sentence)
    foreign = content - _content(sources) - _content(question)
    if len(content) >= MEASURABLE and len(foreign) / len(content) > FOREIGN:
        yield Failure("words", f"{len(foreign)}/{len(content)}")


def numbers(text: str) -> set[str]:
    """Return the numbers of a text, in one form: 1 000, 1.000 and mille are 1000; 4,90 is 4.9."""
    digits = {_number(found) for found in NUMBER.findall(text)}
    return digits | {words.NUMBERS[word] for word in fold(text).split() if word in words.NUMBERS and word not in ARTICLES}


def quantities(text: str) -> set[tuple[str, str]]:
    """Return the numbers with their units, (number, unit in the singular)."""
    for sign, unit in words.CURRENCIES.items():
        text = text.replace(sign, f" {unit} ")
    found = set()
    for match in re.finditer(rf"({NUMBER.pattern}|[a-zà-ÿ]+)[ \u00a0\u202f-]+([a-zà-ÿ]+)", text.lower()):
        value, unit = match[1], _singular(fold(match[2]))
        value = _number(value) if value[0].isdigit() else words.NUMBERS.get(fold(value), "")
        if value and unit in words.UNITS:
            found.add((value, unit))
    return found


def flips_negation(sentence: str, sources: str) -> bool:
    """Return whether the sentence denies what its nearest source sentence affirms, or the other way round."""
    content = _content(sentence)
    if len(content) < 3:
        return False
    nearest = max(_sentences(sources), key=lambda one: len(content & _content(one)), default="")
    shared = len(content & _content(nearest)) / len(content)
    return shared >= 0.7 and bool(NEGATION.search(sentence)) != bool(NEGATION.search(nearest))


def _sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split(text)]


def _content(text: str) -> set[str]:
    return {word[:6] for word in fold(text).split() if len(word) >= SMALL and word not in COMMON}


def _number(found: str) -> str:
    whole = re.sub(r"(?<=\d)[ \u00a0\u202f.](?=\d{3}\b)", "", found).replace(",", ".")
    return (whole.rstrip("0").rstrip(".") if "." in whole else whole.lstrip("0")) or "0"


def _link(found: str) -> str:
    return re.sub(r"^https?://", "", found.rstrip(".,;:!?/")).removeprefix("www.").lower()


def _singular(word: str) -> str:
    return word if word in words.UNITS else word.rstrip("s")


def _told(sentence: str, listed: set[str]) -> list[str]:
    folded = f" {fold(sentence)} "
    return sorted(word for word in listed if re.search(rf" {word}(?:e|s|es|ne|nes)? ", folded))


def _names(sentence: str) -> list[str]:
    """Return the capitalised words inside the sentence; its first word tells nothing."""
    return [match[0] for match in NAME.finditer(sentence) if match.start() > 0 and not _begins(sentence, match.start())]


def _begins(sentence: str, start: int) -> bool:
    before = sentence[:start].rstrip(' \u00a0\u202f«"“(*-•')
    return not before or before[-1] in ".!?:…\n"


def _stands_in(word: str, known: set[str]) -> bool:
    stem = word[: max(4, len(word) - 2)]
    return all(part in known for part in word.split()) or (any(one.startswith(stem) for one in known) and len(word) > SMALL)
