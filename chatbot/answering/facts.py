"""The figures, dates and addresses of a text in one form: 1 000, 1.000 and mille are 1000; 1er mars and 01/03 are one day."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from chatbot.answering import words
from chatbot.answering.folding import fold
from chatbot.answering.spelling import BLANK, ONE, spelled, value_of

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]\"»«]+|(?<![\w@.])[A-Za-z0-9-]{2,}(?:\.[A-Za-z0-9-]{2,})*\.[a-z]{2,}\b(?:/[^\s<>()\[\]\"»«]*)?"
)
PHONE = re.compile(
    r"(?<![\d.,])(?:(?:\+|00)\d{1,3}[ .\u00a0\u202f-]?(?:\(0\)[ ]?)?|0)[ \u00a0\u202f]?\d(?:[ .\u00a0\u202f-]?\d){6,11}(?!\d)"
)
MONTH = "|".join(sorted({*words.MONTHS, "août", "février", "décembre"}, key=len, reverse=True))
DATES = [
    re.compile(
        rf"\b(?P<day>\d{{1,2}}|premier)(?:er|st|nd|rd|th)?{BLANK}+(?:of{BLANK}+)?(?P<month>{MONTH})\b(?:,?{BLANK}+(?P<year>\d{{4}}))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<month>{MONTH}){BLANK}+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?{BLANK}+(?P<year>\d{{4}}))?)",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?P<month>{MONTH}){BLANK}+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})\b"),
    re.compile(r"(?<![\d/])(?P<day>\d{2})/(?P<month>\d{2})(?![\d/])"),
]
BARE_MONTH = re.compile(rf"\b(?!May\b|March\b|may\b|march\b)(?:{MONTH})\b|(?-i:(?<=\w )(?:May|March)\b)", re.IGNORECASE)
RHYTHM = re.compile(r"\b(?:chaque|par|tous les|toutes les|each|every|per) (\w+)")
EACH = re.compile(rf"\b({'|'.join(words.EACH)})(?:s|le|les|lement|ement|ne|nes)?\b")
VAGUE = re.compile(r"\b(?:plusieurs|quelques|several|few) (\w+)")
CLOCK = re.compile(rf"\b(\d{{1,2}}){BLANK}?(?:h|heures|:){BLANK}?(\d{{2}})\b")
JOINED = {"a", "ou", "et", "to", "or", "and", "-", "–", "/", "de", "of", "d"}  # between a number and its unit, or the next number
ENGLISH_UNITS = frozenset("day week month year hour minute quarter night".split())
FILLING = 2  # words that may stand between a number and its unit


@dataclass(frozen=True, order=True)
class Date:
    """A day, a month or a day of a month; 0 is what was not said."""

    day: int
    month: int
    year: int

    def is_part_of(self, other: "Date") -> bool:
        """Return whether the other date says all that this one does."""
        return all(mine in (0, theirs) for mine, theirs in zip(self.parts, other.parts, strict=True))

    @property
    def parts(self) -> tuple[int, int, int]:
        return self.day, self.month, self.year


@dataclass
class Facts:
    """What a text states that can be looked up in another one."""

    links: Counter[str]
    mails: Counter[str]
    phones: Counter[str]
    weekdays: Counter[str]
    dates: Counter[Date]
    numbers: Counter[str]
    amounts: Counter[str]  # "30 day": a number with its unit


@lru_cache(maxsize=64)
def facts(text: str) -> Facts:
    """Return the facts of a text; what is read as one kind is not read again as another."""
    text = text.replace("ı", "i")  # which regular expressions take for an i, and no table of words has
    mails, text = _taken(MAIL, text, lambda match: match[0].lower().rstrip(".")) if "@" in text else (Counter[str](), text)
    links, text = _taken(LINK, text, lambda match: _link(match[0]))
    folded = fold(text)
    spoken = folded.split()
    days = Counter(str(words.WEEKDAYS[day]) for word in spoken if (day := word.rstrip("s")) in words.WEEKDAYS)
    dates, text = _dates(text, names_a_month=not words.MONTHS.keys().isdisjoint(spoken))
    phones, text = _taken(PHONE, text, lambda match: _phone(match[0]))
    text = CLOCK.sub(lambda match: f"{int(match[1])} h {match[2]} min", text)
    values = list(_values(text))
    numbers = [value for value, _unit in values if value != ONE]  # an article more often than a number
    numbers += [str(part) for date in dates for part in (date.day, date.year) if part]
    amounts = Counter(f"{'1' if value == ONE else value} {unit}" for value, unit in values if unit) + _rhythms(folded)
    return Facts(links, mails, phones, days, dates, Counter(numbers), amounts)


def _taken(pattern: re.Pattern[str], text: str, form: Callable[[re.Match[str]], str]) -> tuple[Counter[str], str]:
    found: Counter[str] = Counter()

    def take(match: re.Match[str]) -> str:
        found[form(match)] += 1
        return " ; "

    return found, pattern.sub(take, text)


def _link(found: str) -> str:
    return re.sub(r"^https?://", "", found.rstrip(".,;:!?/’'").lower()).removeprefix("www.").rstrip("/")


def _phone(found: str) -> str:
    """Return the digits as dialled abroad, “+33153732222”, or without a country “153732222”."""
    digits = re.sub(r"\D", "", found.replace("(0)", ""))
    return f"+{digits.lstrip('0')}" if found[0] == "+" or digits.startswith("00") else digits.removeprefix("0")


def dialled(phone: str, known: Iterable[str]) -> str:
    """Return the known number that this one is too, told with its country where that one is told without, or the reverse; else itself."""
    same = (
        one
        for one in known
        if (one[0] == "+") != (phone[0] == "+") and (one.endswith(phone.lstrip("+")) or phone.endswith(one.lstrip("+")))
    )
    return phone if phone in known else next(same, phone)


def _rhythms(folded: str) -> Counter[str]:
    """Return how often things happen, and how long about: “chaque mois” and “mensuel” are "1 month"."""
    told = [words.UNITS.get(one) or words.UNITS.get(one.rstrip("s")) for one in RHYTHM.findall(folded)]
    told += [words.EACH[one] for one in EACH.findall(folded)] if any(one in folded for one in words.EACH) else []
    vague = [words.UNITS.get(one) or words.UNITS.get(one.rstrip("s")) for one in VAGUE.findall(folded)]
    return Counter([*(f"1 {unit}" for unit in told if unit), *(f"some {unit}" for unit in vague if unit)])


def _dates(text: str, *, names_a_month: bool) -> tuple[Counter[Date], str]:
    found: Counter[Date] = Counter()
    for pattern in DATES if names_a_month else DATES[3:]:
        for match in pattern.finditer(text):
            found[_date(match.groupdict())] += 1
        text = pattern.sub(" ; ", text)
    for match in BARE_MONTH.finditer(text) if names_a_month else ():
        found[Date(0, words.MONTHS[fold(match[0])], 0)] += 1
    return found, text


def _date(parts: dict[str, str]) -> Date:
    day, month, year = (parts.get(name) or "0" for name in ("day", "month", "year"))
    number = int(month) if month.isdigit() else words.MONTHS[fold(month)]
    first = 1 if day.lower() == "premier" else int(day)
    return Date(number, first, int(year)) if number > 12 else Date(first, number, int(year))


def _values(text: str) -> Iterator[tuple[str, str]]:
    """Yield the numbers in order, each with the unit that follows it or ''; “2 à 5 ans” gives both their unit."""
    tokens = _with_articles(spelled(text))
    places = [(place, value) for place, token in enumerate(tokens) if (value := value_of(token))]
    ends = [*(place for place, _value in places), len(tokens)][1:]
    units = [_unit(tokens[place + 1 : min(end, place + 2 + FILLING)]) for (place, _value), end in zip(places, ends, strict=True)]
    for index in range(len(units) - 2, -1, -1):
        between = tokens[places[index][0] + 1 : places[index + 1][0]]
        if not units[index] and set(between) <= JOINED and (between or tokens[places[index][0]].isdigit()):
            units[index] = units[index + 1]
    for (place, value), unit in zip(places, units, strict=True):
        if tokens[place][0] == "#" or unit:
            yield value, unit


def _with_articles(tokens: list[str]) -> list[str]:
    """Return the tokens with “a month” told as “one month”."""
    return [ONE if one in {"a", "an"} and after in ENGLISH_UNITS else one for one, after in pairwise([*tokens, ""])]


def _unit(following: list[str]) -> str:
    for token in following:
        if token in {";", ".", ","}:
            return ""
        if unit := words.UNITS.get(token) or words.UNITS.get(token.rstrip("s")):
            return unit
    return ""
