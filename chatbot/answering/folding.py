"""Texts compared without what typing leaves out: capitals, accents, punctuation."""

import unicodedata


def fold(text: str) -> str:
    """Return the text in lower case without accents, its punctuation and repeated blanks made one blank."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(char if char.isalnum() else " " for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.split())
