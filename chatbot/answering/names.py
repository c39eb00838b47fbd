"""The names and countries of a text: people, organisations, products and places, told by their capitals."""

import re
from collections import Counter

from chatbot.answering import words
from chatbot.answering.folding import fold

TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
NOT_NAMES = words.LITTLE | words.MONTHS.keys() | words.WEEKDAYS.keys() | words.NUMBERS.keys() | words.SCALES.keys() | {"i", "ok"}
OPENERS = ' \t\u00a0\u202f«"“”(*_[-–•#>'
ENDS = ".!?:;…\n"
PHRASES = re.compile(rf"\b(?:{'|'.join(words.COUNTRY_PHRASES)})\b")
VERB = re.compile(r"(?:ez|er|ant|ir|re|ment|ing)$")  # at the head of a sentence rather a verb or an adverb than a name


def names(text: str) -> Counter[str]:
    """Return the capitalised words that no sentence begins with, folded; each part of a hyphened name by itself."""
    return Counter(part for match in TOKEN.finditer(text) if not begins(text, match.start()) for part in _parts(match[0]))


def opening(text: str) -> str:
    """Return the capitalised word that a sentence begins with, folded, unless it is one that opens sentences."""
    for match in TOKEN.finditer(text):
        if match[0][0].isupper() or match.start() == 0:
            parts = _parts(match[0])
            if parts or not _is_elision(text, match):
                return parts[0] if parts and not VERB.search(parts[0]) else ""
    return ""


def countries(text: str) -> Counter[str]:
    """Return the countries and nationalities of a text, one form for each country."""
    folded = PHRASES.sub(lambda found: words.COUNTRY_PHRASES[found[0]], fold(text))
    said = [word for word in folded.split() if _country(word)]
    if not words.AMBIGUOUS_COUNTRIES.isdisjoint(said):
        written = set(TOKEN.findall(text))
        said = [word for word in said if not _is_ambiguous(word, written)]
    forms = (words.COUNTRIES.get(word) or words.COUNTRIES.get(word.rstrip("s")) for word in said)
    return Counter(form for form in forms if form)


def begins(text: str, start: int) -> bool:
    """Return whether a sentence begins here, quotes and elisions (“L’”) before it not counted."""
    before = text[:start]
    if re.search(r"(?:^|[^\w])[A-ZÉ](?:u)?[’']$", before):
        before = before[:-2].rstrip("Qqu")
    before = before.rstrip(OPENERS)
    return not before or before[-1] in ENDS


def _parts(word: str) -> list[str]:
    if not word[0].isupper():
        return []
    folded = [fold(part) for part in word.split("-") if part[:1].isupper()]
    return [part for part in folded if len(part) > 1 and part not in NOT_NAMES and not _country(part)]


def _country(word: str) -> bool:
    return word in words.COUNTRIES or word.rstrip("s") in words.COUNTRIES


def _is_elision(text: str, match: re.Match[str]) -> bool:
    return text[match.end() : match.end() + 1] in {"’", "'"}


def _is_ambiguous(word: str, written: set[str]) -> bool:
    return word in words.AMBIGUOUS_COUNTRIES and not {word.upper(), word.capitalize()} & written
