"""Texts compared without what typing leaves out: capitals, accents, punctuation."""

import re
import unicodedata

ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")
MARKS = re.compile(r"[\W_]+")


def unaccented(text: str) -> str:
    """Return the text in lower case without accents."""
    lowered = text.lower()
    return lowered if lowered.isascii() else ACCENTS.sub("", unicodedata.normalize("NFKD", lowered))


def fold(text: str) -> str:
    """Return the text in lower case without accents, its punctuation and repeated blanks made one blank."""
    return MARKS.sub(" ", unaccented(text)).strip()
