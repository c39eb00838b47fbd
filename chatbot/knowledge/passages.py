"""Cutting a version into passages: stretches of its own text, short enough to search and to read to a model."""

import re
from dataclasses import dataclass

from chatbot.knowledge.sentences import split

LONGEST = 1200  # characters; one embedding reads about 500 tokens
HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)


@dataclass(frozen=True)
class Stretch:
    """body[start:end], under this heading."""

    start: int
    end: int
    heading: str


def cut(body: str) -> list[Stretch]:
    """Return the passages of a body: cut at headings, then at sentences where a section is too long."""
    stretches: list[Stretch] = []
    for start, end, heading in _sections(body):
        stretches += _pieces(body, start, end, heading)
    return stretches


def _sections(body: str) -> list[tuple[int, int, str]]:
    marks = [(match.end(), match.start(), match[2]) for match in HEADING.finditer(body)]
    starts = [(0, ""), *((end, heading) for end, _begin, heading in marks)]
    ends = [*(begin for _end, begin, _heading in marks), len(body)]
    return [(start, end, heading) for (start, heading), end in zip(starts, ends, strict=True)]


def _pieces(body: str, start: int, end: int, heading: str) -> list[Stretch]:
    found: list[Stretch] = []
    first = last = None
    for span in split(body[start:end]):
        if first is not None and last is not None and span.end - first > LONGEST:
            found.append(Stretch(start + first, start + last, heading))
            first = None
        first = span.start if first is None else first
        last = span.end
    if first is not None and last is not None:
        found.append(Stretch(start + first, start + last, heading))
    return found
