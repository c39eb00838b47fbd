"""The words of a text in order, each number one token whatever its spelling: 1 000, 1.000 and mille are #1000."""

import re
from itertools import pairwise

from chatbot.answering import words
from chatbot.answering.folding import unaccented

BLANK = r"[ \u00a0\u202f]"
NUMBER = re.compile(
    rf"\d{{1,3}}(?:{BLANK}\d{{3}})+(?!\d)(?:,\d+)?|\d{{1,3}}(?:[.,]\d{{3}})+(?![\d])(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d+)?"
)
ONE = "one"  # the word, not the digit


def spelled(text: str) -> list[str]:
    """Return words and marks in order; a number, in digits or words, is one token of digits."""
    text = re.sub(rf"([€$£]){BLANK}?({NUMBER.pattern})", r"\2\1", text.lower())
    for sign, unit in words.CURRENCIES.items():
        text = text.replace(sign, unit)
    text = NUMBER.sub(lambda match: f" #{_plain(match[0])} ", text)
    return _spoken(re.findall(r"#\d[\d.]*|[^\W\d_]+|[-–/;,.]", unaccented(text)))


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


def value_of(token: str) -> str:
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
