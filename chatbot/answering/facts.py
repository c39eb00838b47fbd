"""The figures, dates and addresses of a text in one form: 1 000, 1.000 and mille are 1000; 1er mars and 01/03 are one day."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from chatbot.answering import words
from chatbot.answering.folding import fold

BLANK = r"[ \u00a0\u202f]"
NUMBER = re.compile(
    rf"\d{{1,3}}(?:{BLANK}\d{{3}})+(?!\d)(?:,\d+)?|\d{{1,3}}(?:[.,]\d{{3}})+(?![\d])(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d+)?"
)
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
RHYTHM = re.compile(r"\b(?:chaque|par|tous les|toutes les|each|every|per|once a) (\w+)")
VAGUE = re.compile(r"\b(?:plusieurs|quelques|several|few) (\w+)")
CLOCK = re.compile(rf"\b(\d{{1,2}}){BLANK}?(?:h|heures|:){BLANK}?(\d{{2}})\b")
JOINED = {"a", "ou", "et", "to", "or", "and", "-", "–", "/", "de", "of", "d"}  # between a number and its unit, or the next number
ONE = "one"  # the word, not the digit
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
    mails, text = _taken(MAIL, text, lambda match: match[0].lower().rstrip("."))
    links, text = _taken(LINK, text, lambda match: _link(match[0]))
    days = Counter(str(words.WEEKDAYS[day]) for word in fold(text).split() if (day := word.rstrip("s")) in words.WEEKDAYS)
    dates, text = _dates(text)
    phones, text = _taken(PHONE, text, lambda match: _phone(match[0]))
    text = CLOCK.sub(lambda match: f"{int(match[1])} h {match[2]} min", text)
    values = list(_values(text))
    numbers = [value for value, _unit in values if value != ONE]  # an article more often than a number
    numbers += [str(part) for date in dates for part in (date.day, date.year) if part]
    amounts = Counter(f"{'1' if value == ONE else value} {unit}" for value, unit in values if unit) + _rhythms(text)
    return Facts(links, mails, phones, days, dates, Counter(numbers), amounts)


def _taken(pattern: re.Pattern[str], text: str, form: Callable[[re.Match[str]], str]) -> tuple[Counter[str], str]:
    return Counter(form(match) for match in pattern.finditer(text)), pattern.sub(" ; ", text)


def _link(found: str) -> str:
    return re.sub(r"^https?://", "", found.rstrip(".,;:!?/’'").lower()).removeprefix("www.").rstrip("/")


def _phone(found: str) -> str:
    digits = re.sub(r"\D", "", found.replace("(0)", ""))
    return digits[-9:]


def _rhythms(text: str) -> Counter[str]:
    """Return how often things happen, and how long about: “chaque mois” and “mensuel” are "each month"."""
    folded = fold(text)
    told = [words.UNITS.get(one) or words.UNITS.get(one.rstrip("s")) for one in RHYTHM.findall(folded)]
    told += [
        words.EACH.get(one) or words.EACH.get(re.sub(r"(?:s|le|les|lement|ement|ne|nes)$", "", one)) for one in folded.split()
    ]
    vague = [words.UNITS.get(one) or words.UNITS.get(one.rstrip("s")) for one in VAGUE.findall(folded)]
    return Counter([*(f"each {unit}" for unit in told if unit), *(f"some {unit}" for unit in vague if unit)])


def _dates(text: str) -> tuple[Counter[Date], str]:
    found: Counter[Date] = Counter()
    for pattern in DATES:
        for match in pattern.finditer(text):
            found[_date(match.groupdict())] += 1
        text = pattern.sub(" ; ", text)
    for match in BARE_MONTH.finditer(text):
        found[Date(0, words.MONTHS[fold(match[0])], 0)] += 1
    return found, text


def _date(parts: dict[str, str]) -> Date:
    day, month, year = (parts.get(name) or "0" for name in ("day", "month", "year"))
    number = int(month) if month.isdigit() else words.MONTHS[fold(month)]
    first = 1 if day.lower() == "premier" else int(day)
    return Date(number, first, int(year)) if number > 12 else Date(first, number, int(year))


def _values(text: str) -> Iterator[tuple[str, str]]:
    """Yield the numbers in order, each with the unit that follows it or ''; “2 à 5 ans” gives both their unit."""
    tokens = _tokens(text)
    places = [(place, value) for place, token in enumerate(tokens) if (value := _number(token))]
    ends = [*(place for place, _value in places), len(tokens)][1:]
    units = [_unit(tokens[place + 1 : min(end, place + 2 + FILLING)]) for (place, _value), end in zip(places, ends, strict=True)]
    for index in range(len(units) - 2, -1, -1):
        between = tokens[places[index][0] + 1 : places[index + 1][0]]
        if not units[index] and set(between) <= JOINED and (between or tokens[places[index][0]].isdigit()):
            units[index] = units[index + 1]
    for (place, value), unit in zip(places, units, strict=True):
        if tokens[place][0] == "#" or unit:
            yield value, unit


def _unit(following: list[str]) -> str:
    for token in following:
        if token in {";", ".", ","}:
            return ""
        if unit := words.UNITS.get(token) or words.UNITS.get(token.rstrip("s")):
            return unit
    return ""


def _tokens(text: str) -> list[str]:
    """Return words and marks in order; a number, in digits or words, is one token of digits."""
    text = re.sub(rf"([€$£]){BLANK}?({NUMBER.pattern})", r"\2\1", text.lower())
    for sign, unit in words.CURRENCIES.items():
        text = text.replace(sign, unit)
    text = NUMBER.sub(lambda match: f" #{_plain(match[0])} ", text)
    raw = re.findall(r"#[\d.]+|[^\W\d_]+|[-–/;,.]", text)
    return _spoken([token if token[0] == "#" else (fold(token) or token) for token in raw])


def _spoken(tokens: list[str]) -> list[str]:
    """Join the words of a number: vingt-cinq, deux cents, 2 millions."""
    joined: list[str] = []
    run: list[str] = []
    for token, following in pairwise([*tokens, ""]):
        if _counts(token) or (run and _joins(token, run[-1], following)):
            if run and token[0] == "#":
                joined += _said(run)
                run = []
            run.append(token)
        else:
            joined += [*_said(run), token]
            run = []
    return joined + _said(run)


def _joins(word: str, before: str, following: str) -> bool:
    """Return whether a mark or an “and” stands inside a number: vingt-cinq, vingt et un, a hundred and two."""
    if word == "-":
        return before[0] != "#" and following in words.NUMBERS.keys() | words.SCALES.keys()
    return (word == "et" and following in {"un", "une", "onze"}) or (
        word == "and" and before in words.SCALES and following in words.NUMBERS
    )


def _counts(token: str) -> bool:
    return token[:1] == "#" or token in words.NUMBERS or token in words.SCALES


def _said(run: list[str]) -> list[str]:
    if len(run) == 1 and (run[0][0] == "#" or run[0] in {"un", "une", "one"}):
        return run
    if not run:
        return []
    total, part = 0.0, 0.0
    for token in run:
        if token in words.SCALES:
            scale = words.SCALES[token]
            part = (part or 1) * scale
            total, part = (total + part, 0.0) if scale >= 1000 else (total, part)
        elif token[0] == "#":
            part = float(token[1:])
        elif token in words.NUMBERS:
            part = part * words.NUMBERS[token] if token in {"vingt", "vingts"} and part == 4 else part + words.NUMBERS[token]
    return [f"#{_short(total + part)}"]


def _number(token: str) -> str:
    return token[1:] if token[0] == "#" else ONE if token in {"un", "une", "one"} else ""


def _plain(found: str) -> str:
    """Return a written number in one form; thousands may be parted by blanks, points or commas."""
    whole = re.sub(BLANK, "", found)
    parts = re.split(r"[.,]", whole)
    is_fraction = len(parts) == 2 and (len(parts[1]) != 3 or parts[0] == "0")
    if len(parts) > 2 and len(parts[-1]) != 3:
        return _short(float(f"{''.join(parts[:-1])}.{parts[-1]}"))
    return _short(float(".".join(parts) if is_fraction else "".join(parts)))


def _short(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
