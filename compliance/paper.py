"""Pages of a PDF whose parts are tagged, so that a screen reader knows headings from paragraphs."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fpdf import FPDF

from compliance import fonts

INK, PALE, ACCENT = (26, 29, 33), (85, 92, 102), (31, 75, 153)
EMBEDDED = "text"


class Paper(FPDF):
    """A4 pages. A part that runs over the end of a page goes on, tagged again, on the next one."""

    def __init__(self, language: str, extra: list[Path], page_words: str) -> None:
        super().__init__(format="A4")
        self._open, self._page_words = "", page_words
        self.set_lang(language)
        self.set_margins(22, 20, 22)
        self.set_auto_page_break(True, 22)
        for number, font in enumerate([fonts.MAIN, *extra]):
            self.add_font(f"{EMBEDDED}{number or ''}", fname=font)
        self.set_fallback_fonts([f"{EMBEDDED}{number}" for number in range(1, len(extra) + 1)], exact_match=False)
        self.set_font(EMBEDDED, size=11)
        self.set_text_shaping(True)
        self.add_page()

    def write_part(self, tag: str, text: str, size: float, ink: tuple[int, int, int] = INK, gap: float = 1.5) -> None:
        """Write a heading (`/H1`, `/H2`) or paragraph (`/P`), from the right where its script runs that way."""
        self.ln(2 if tag == "/H2" else 0)
        self.set_font(EMBEDDED, size=size)
        self.set_text_color(*ink)
        with self._tagged(tag):
            self.multi_cell(0, size * 0.53, text, align="R" if _runs_left(text) else "L", new_x="LMARGIN", new_y="NEXT")
        self.ln(gap)

    def footer(self) -> None:
        """Number the page; the number is no part of the text."""
        self._out("/Artifact BMC")
        self.set_y(-15)
        self.set_font(EMBEDDED, size=9)
        self.set_text_color(*PALE)
        self.cell(0, 6, self._page_words.format(number=self.page_no()), align="R")
        self._out("EMC")

    def _perform_page_break(self) -> None:
        tag = self._open
        if tag:
            self._end()
        super()._perform_page_break()
        if tag:
            self._begin(tag)

    @contextmanager
    def _tagged(self, tag: str) -> Iterator[None]:
        self._begin(tag)
        yield
        self._end()

    def _begin(self, tag: str) -> None:
        number = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=tag, mcid=number)
        self._out(f"{tag} <</MCID {number}>> BDC")
        self._open = tag

    def _end(self) -> None:
        self._out("EMC")
        self._open = ""


def _runs_left(text: str) -> bool:
    """Return whether the first letter of a text belongs to a script that runs from right to left."""
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((direction for direction in directions if direction in {"L", "R", "AL"}), "L") != "L"
