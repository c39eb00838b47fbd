"""Cutting a version into passages: stretches of its own text, short enough to search and to read to a model."""

import math
import re
from dataclasses import dataclass

from chatbot.knowledge.sentences import Span, split

LONGEST = 1200  # characters; one embedding reads about 500 tokens
MARK = re.compile(
    r"^(?:(?P<fence>```|~~~).*?(?:^(?P=fence)|\Z)|#{1,6}[ \t]+(?P<heading>[^\s][^\n]*?)[ \t]*#*$)", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Stretch:
    """body[start:end], under this heading."""

    start: int
    end: int
    heading: str


def cut(body: str) -> list[Stretch]:
    """Return the passages of a body: cut at headings, then at sentences where a section is too long, in even parts."""
    return [
        Stretch(start + piece.start, start + piece.end, heading)
        for start, end, heading in _sections(body)
        for piece in _pieces(body[start:end])
    ]


def _sections(body: str) -> list[tuple[int, int, str]]:
    marks = [match for match in MARK.finditer(body) if match["heading"]]  # a line of code that opens with # is none
    starts = [(0, ""), *((match.end(), match["heading"]) for match in marks)]
    ends = [*(match.start() for match in marks), len(body)]
    return [(start, end, heading) for (start, heading), end in zip(starts, ends, strict=True)]


def _pieces(section: str) -> list[Span]:
    sentences = [part for span in split(section) for part in _short(section, span)]
    if not sentences:
        return []
    parts = math.ceil((sentences[-1].end - sentences[0].start) / LONGEST)
    enough = (sentences[-1].end - sentences[0].start) / parts  # a long section and a crumb of it would serve nobody
    found = [sentences[0]]
    for sentence in sentences[1:]:
        whole = Span(found[-1].start, sentence.end)
        if whole.end - whole.start > LONGEST or found[-1].end - found[-1].start >= enough:
            found.append(sentence)
        else:
            found[-1] = whole
    return found


def _short(text: str, span: Span) -> list[Span]:
    """Cut what is longer than a passage, a table or a text without full stops, at a blank where there is one."""
    parts = []
    start = span.start
    while span.end - start > LONGEST:
        blanks = (text.rfind(blank, start + LONGEST // 2, start + LONGEST) for blank in " \n")
        end = (max(blanks) + 1) or (start + LONGEST)
        parts.append(Span(start, end))
        start = end
    return [*parts, Span(start, span.end)]
