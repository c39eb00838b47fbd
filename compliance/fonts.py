"""Which of the packaged Noto fonts draw a text, and which of its characters none of them can."""

import unicodedata
from functools import cache
from pathlib import Path

import manimgx_fonts
from fontTools.ttLib import TTFont

FOLDER = Path(manimgx_fonts.__file__).parent
MAIN = FOLDER / "NotoSans[wght].ttf"
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"}  # nothing of their own to draw


@cache
def covered(font: Path) -> frozenset[int]:
    """Return the characters that a font draws."""
    with TTFont(font, lazy=True) as file:
        return frozenset(file.getBestCmap() or ())


def needed(text: str) -> list[Path]:
    """Return the fonts that the text needs beside the main one."""
    missing, found = {ord(char) for char in text} - covered(MAIN), []
    for font in sorted(FOLDER.glob("*.ttf")):
        if missing and font != MAIN and "Italic" not in font.name and missing & covered(font):
            found.append(font)
            missing -= covered(font)
    return found


def drawable(text: str, fonts: list[Path]) -> tuple[str, int]:
    """Return the text with a sign in place of what none of the fonts can draw, and how many characters that concerns."""
    known = frozenset().union(*map(covered, [MAIN, *fonts]))
    drawn = [char if ord(char) in known or char == "\n" else _stand_in(char) for char in text]
    return "".join(drawn), drawn.count(UNKNOWN) - text.count(UNKNOWN)


def _stand_in(char: str) -> str:
    if char == "\t" or unicodedata.category(char).startswith("Z"):
        return " "
    return "" if unicodedata.category(char) in UNSEEN else UNKNOWN
