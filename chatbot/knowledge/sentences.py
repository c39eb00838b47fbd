"""Sentences of French and English texts, as stretches of the text itself: nothing is changed, so they can be quoted."""

import re
from dataclasses import dataclass
from itertools import pairwise

ABBREVIATIONS = {
    *("m", "mm", "mme", "mlle", "me", "dr", "pr", "st", "ste", "art", "al", "n", "no", "p", "pp", "cf", "etc", "ex", "env"),
    *(
        "tél",
        "tel",
        "fig",
        "vol",
        "chap",
        "réf",
        "ref",
        "min",
        "max",
        "mr",
        "mrs",
        "ms",
        "vs",
        "approx",
        "e.g",
        "i.e",
        "inc",
        "ltd",
    ),
}
# An end of sentence: a mark, closing quotes or brackets, then a blank, or at once a capital where a blank was lost.
END = re.compile(r"(?P<mark>[.!?…]+)(?P<close>[\s\u00a0]?»|[\"”’)\]]*)(?=(?P<gap>\s+)|(?P<glued>[A-ZÀ-ÖØ-Þ«][a-zà-öø-ÿ’']|$))")
BREAK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•–]|\d+[.)])\s)|\n(?=#)")


@dataclass(frozen=True)
class Span:
    """text[start:end]"""

    start: int
    end: int


def split(text: str) -> list[Span]:
    """Return the sentences and list items of the text, in order, without the blanks around them."""
    spans: list[Span] = []
    for block in _blocks(text):
        start = block.start
        for match in END.finditer(text, block.start, block.end):
            if not _is_end(text, match):
                continue
            spans.append(Span(start, match.end("close")))
            start = match.end("close")
        spans.append(Span(start, block.end))
    return [trimmed for span in spans if (trimmed := _trim(text, span))]


def _blocks(text: str) -> list[Span]:
    cuts = [0, *(match.end() for match in BREAK.finditer(text)), len(text)]
    return [Span(start, end) for start, end in pairwise(cuts) if end > start]


def _is_end(text: str, match: re.Match[str]) -> bool:
    if match["mark"] != ".":
        return True
    before = re.search(r"([\w.]+)$", text[max(0, match.start() - 12) : match.start()])
    word = before[1].lower() if before else ""
    if word in ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
        return False
    following = text[match.end() : match.end() + 3].lstrip()
    if match["gap"] is None and match["glued"] and following and "@" in text[match.end() : match.end() + 40].split(" ")[0]:
        return False
    return not (following and following[0].islower())


def _trim(text: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None
