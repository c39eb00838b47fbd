"""Sentences of French and English texts, as stretches of the text itself: nothing is changed, so they can be quoted.

Where in doubt nothing is cut: two sentences quoted together do no harm, half a sentence does.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

TITLES = frozenset("M MM Mme Mmes Mlle Mlles Me Dr Drs Pr Prs Prof St Ste Mr Mrs Ms Jr Sr Cie".split())
NEVER_LAST = frozenset("cf vs ex e.g i.e c.-à-d c-à-d approx incl".split())
BEFORE_NUMBER = frozenset("art arts al n no nos nº p pp fig vol chap réf ref tél tel § sect ann no. bd av".split())

CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
SMALL = "a-zà-öø-ÿœ"
# A mark, the quotes or brackets that close on it, then a blank, or at once a capital where the blank was lost.
END = re.compile(
    r"(?P<mark>[.!?…]+)(?P<close>[ \u00a0\u202f]?»|[\"”’)\]*_]*)"
    rf"(?=(?P<gap>\s+)|[«“\"(]?[{CAPITAL}](?:[{SMALL}’']|\s)|«|[!?…]*$)"
)
# Items of a list whose line breaks were lost: "suivantes :ne cliquez pas ;ne répondez pas".
GLUED_ITEM = re.compile(
    rf"[ \u00a0\u202f][;:](?=[{CAPITAL}{SMALL}])"
    rf"|(?<=[{SMALL}{CAPITAL}0-9)\"»])(?:;(?=[{CAPITAL}{SMALL}])|:(?=[{CAPITAL}][{SMALL}]))"
)
OPENING = " \t\n\u00a0\u202f«“\"'(*_"
ENTITY = re.compile(r"&#?\w{1,8}$")
BREAK = re.compile(
    r"\n[ \t]*\n\s*"  # a paragraph
    r"|\n(?=[ \t]*(?:[-*•–+][ \t]|\d{1,3}[.)][ \t]|#{1,6}[ \t]|\|))"  # an item, a heading, a row of a table
    r"|(?<=[;:])[ \t\u00a0]*\n"
    r"|^#{1,6}[ \t][^\n]*\n",
    re.MULTILINE,
)
ITEM_NUMBER = re.compile(r"[ \t]*\d{1,3}\Z")


@dataclass(frozen=True)
class Span:
    """text[start:end]"""

    start: int
    end: int


def split(text: str) -> list[Span]:
    """Return the sentences and list items of the text, in order, without the blanks around them."""
    spans: list[Span] = []
    for block in _blocks(text):
        cuts = sorted({block.start, *_ends(text, block), *_glued_items(text, block), block.end})
        spans += [trimmed for start, end in pairwise(cuts) if (trimmed := _trim(text, Span(start, end)))]
    return _join_marks(text, spans)


def _join_marks(text: str, spans: list[Span]) -> list[Span]:
    """A stretch without a letter or digit belongs to the one before it."""
    joined: list[Span] = []
    for span in spans:
        if joined and not any(char.isalnum() for char in text[span.start : span.end]):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _blocks(text: str) -> list[Span]:
    cuts = [0, *(match.end() for match in BREAK.finditer(text)), len(text)]
    return [Span(start, end) for start, end in pairwise(cuts) if end > start]


def _ends(text: str, block: Span) -> list[int]:
    return [match.end() for match in END.finditer(text, block.start, block.end) if _is_end(text, block, match)]


def _glued_items(text: str, block: Span) -> list[int]:
    found = GLUED_ITEM.finditer(text, block.start, block.end)
    return [match.end() for match in found if not _is_address(_before(text, match)) and not ENTITY.search(_before(text, match))]


def _is_end(text: str, block: Span, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 80].lstrip(OPENING)
    if following[:1] in {":", ";", ","} or (following[:1].islower() and (match["gap"] or match["mark"][0] in "….")):
        return False
    if match["mark"] != ".":
        return True
    if match["gap"] is None and not _ends_glued(text, match):
        return False
    return not ITEM_NUMBER.match(text[block.start : match.start()]) and not _is_abbreviation(_before(text, match), following)


def _ends_glued(text: str, match: re.Match[str]) -> bool:
    """A full stop inside an address or a file name ends nothing, unless a plain word follows it."""
    after = re.split(r"[\s\u00a0]", text[match.end() : match.end() + 60], maxsplit=1)[0]
    return "@" not in after and (not _is_address(_before(text, match)) or after.rstrip(".,;:!?").replace("’", "").isalpha())


def _is_abbreviation(before: str, following: str) -> bool:
    word = before.rpartition("’")[2].rpartition("'")[2].strip('(«"[*_\u00a0\u202f ')
    if word in TITLES or word.lower() in NEVER_LAST:
        return True
    if word.lower() in BEFORE_NUMBER:
        return following[:1].isdigit() or bool(re.match(r"[A-Z]\.|\w*\d", following))
    return bool(re.fullmatch(r"(?:[^\W\d_][.-]{1,2})*[^\W\d_]", word))  # initials: J.-C., U.S., p.


def _before(text: str, match: re.Match[str]) -> str:
    """Return the word that a mark stands after, as far back as the last blank."""
    return re.split(r"\s", text[max(0, match.start() - 200) : match.start()])[-1]


def _is_address(word: str) -> bool:
    return "://" in word or "@" in word or word.lower().startswith("www.")


def _trim(text: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None
