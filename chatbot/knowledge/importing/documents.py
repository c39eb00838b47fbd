"""Markdown and PDF: an article a file."""

import logging
import re
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from chatbot.knowledge.importing.item import Found, Items, Rejected

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
TITLE = re.compile(r"\A\s*#[ \t]+(\S.*?)[ \t]*#*$", re.MULTILINE)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# what pypdf raises on broken files, its own errors apart
UNREADABLE = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, MemoryError)
LARGEST_TEXT_FILE = 10_000_000  # bytes

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is said once, in our words


def read_markdown(path: Path, name: str) -> Items:
    """Yield the article of a Markdown file; front matter gives its fields, else the heading that opens it its title."""
    text = read_text(path)
    if isinstance(text, Rejected):
        yield Rejected(name, text.reason)
        return
    head = FRONT_MATTER.match(text)
    fields = dict(_pair(line) for line in head[1].splitlines() if ":" in line) if head else {}
    body = text[head.end() :] if head else text
    heading = TITLE.match(body)
    if heading and fields.get("title", heading[1]) == heading[1]:
        fields["title"], body = heading[1], body[heading.end() :]
    yield Found(name, {"title": path.stem, "id": name.removesuffix(path.suffix), **fields, "text": body})


def read_pdf(path: Path, name: str) -> Items:
    """Yield the article of a PDF file: the text of its pages."""
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            yield Rejected(name, "is protected by a password: save it without one")
            return
        pages = [CONTROL.sub(" ", page.extract_text()).strip() for page in reader.pages]
        title = CONTROL.sub(" ", str((reader.metadata.title if reader.metadata else "") or path.stem)).strip()
    except OSError:
        raise
    except UNREADABLE as error:
        yield Rejected(name, f"is not a readable PDF ({type(error).__name__}): save it again from its source")
        return
    body = "\n\n".join(page for page in pages if page)
    if not body:
        yield Rejected(name, "holds no text, only pictures: run text recognition on it first")
        return
    yield Found(name, {"id": name.removesuffix(path.suffix), "title": title or path.stem, "text": body})


def read_text(path: Path) -> str | Rejected:
    """Return a file's text with plain line ends, or why it is none."""
    if path.stat().st_size > LARGEST_TEXT_FILE:
        return Rejected(path.name, f"is larger than {LARGEST_TEXT_FILE // 1_000_000} MB: split it")
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return Rejected(path.name, f"is not UTF-8 (byte {error.start + 1}): save the file as UTF-8")


def _pair(line: str) -> tuple[str, str]:
    key, _colon, value = line.partition(":")
    return key.strip().lower(), value.strip().strip("\"'")
