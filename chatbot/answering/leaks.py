"""Does a sentence of the model carry what no answer holds? Markup, the prompt's own words, codes, or only the question's words."""

import re
from collections.abc import Iterator

from chatbot.answering.check import COMMON, SMALL, Failure
from chatbot.answering.folding import fold

MARKUP = re.compile(
    r"<\|?/?[a-z!][^>\n]{0,80}\|?>|!\[|\]\(|javascript:|data:|\[/?INST\]|^\s*(?:system|assistant|user)\s*:|^\s*#{1,6}\s",
    re.IGNORECASE,
)
TOKEN = re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])[\w-]{5,}\b|\b\w+_\w+\b|\b[A-Z]{2,}(?:-\w+)+\b|\b\w*[a-z][A-Z]\w*\b|\b\w{24,}\b")
RUN = 5  # words in a row that are the prompt's
FEW, SHARE = 3, 0.5  # content words from which at least this share must stand in the sources


def leaks(sentence: str, sources: str, system: str) -> list[Failure]:
    """Return what the sentence lets out; an empty list lets it pass."""
    return list(_leaks(sentence, sources, system))


def _leaks(sentence: str, sources: str, system: str) -> Iterator[Failure]:
    if any(found not in sources for found in MARKUP.findall(sentence)):
        yield Failure("markup", "")
    folded_sources = f" {fold(sources)} "
    if any(f" {fold(found)} " not in folded_sources for found in TOKEN.findall(sentence)):
        yield Failure("code", "")
    words, told = fold(sentence).split(), f" {fold(system)} "
    runs = (" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
    if any(f" {run} " in told and f" {run} " not in folded_sources for run in runs):
        yield Failure("prompt", "")
    content = {word[:6] for word in words if len(word) >= SMALL and word not in COMMON}
    known = {word[:6] for word in folded_sources.split()}
    if len(content) >= FEW and len(content & known) / len(content) < SHARE:
        yield Failure("echo", "")
