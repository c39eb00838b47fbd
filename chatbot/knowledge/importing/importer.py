"""From a path to drafts: finds the reader of each file and checks every article."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from chatbot.knowledge.articles import CONFIGURATIONS, Draft
from chatbot.knowledge.importing.documents import read_markdown, read_pdf
from chatbot.knowledge.importing.item import Items, Rejected
from chatbot.knowledge.importing.pages import read_html
from chatbot.knowledge.importing.tables import read_csv, read_jsonl
from chatbot.sites.models import Site

READERS: dict[str, Callable[[Path, str], Items]] = {
    ".jsonl": read_jsonl,
    ".csv": read_csv,
    **dict.fromkeys((".md", ".markdown"), read_markdown),
    **dict.fromkeys((".html", ".htm"), read_html),
    ".pdf": read_pdf,
}
FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LARGEST_FILE = 200_000_000  # bytes
LONGEST_TEXT = 500_000  # characters
LONGEST_TITLE = 500


def read(path: Path) -> Items:
    """Yield what a file, or every file of a folder, holds; hidden files and folders are passed over."""
    if path.is_dir():
        inside = [(file, file.relative_to(path)) for file in sorted(path.rglob("*")) if file.is_file()]
        known = [
            (file, name.as_posix())
            for file, name in inside
            if file.suffix.lower() in READERS and not any(part.startswith(".") for part in name.parts)
        ]
        if not known:
            yield Rejected(str(path), f"holds no file of a known kind ({', '.join(READERS)})")
        for file, name in known:
            yield from _read_file(file, name)
    elif path.is_file():
        yield from _read_file(path, path.name)
    else:
        yield Rejected(str(path), "does not exist: check the path")


def _read_file(file: Path, name: str) -> Items:
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        yield Rejected(name, f"is of no known kind ({', '.join(READERS)})")
        return
    nothing = True
    try:
        if file.stat().st_size > LARGEST_FILE:
            yield Rejected(name, f"is larger than {LARGEST_FILE // 1_000_000} MB: split it")
            return
        for item in reader(file, name):
            nothing = False
            yield item
    except OSError as error:
        yield Rejected(name, f"cannot be read ({error.strerror or error}): check its permissions")
        return
    if nothing:
        yield Rejected(name, "holds no article: it is empty")


def drafts(items: Items, *, site: Site, language: str = "") -> Iterator[Draft | Rejected]:
    """Check every article found; of two with the same id in one import, the second is rejected."""
    seen: dict[str, str] = {}
    for item in items:
        if isinstance(item, Rejected):
            yield item
            continue
        try:
            draft = _draft(item.fields, site, language)
        except ValueError as error:
            yield Rejected(item.where, str(error))
            continue
        if draft.external_id in seen:
            yield Rejected(item.where, f"has the id {draft.external_id!r} of {seen[draft.external_id]}: give it its own")
            continue
        seen[draft.external_id] = item.where
        yield draft


def _draft(fields: dict[str, Any], site: Site, language: str) -> Draft:
    text = _field(fields, "text") or _field(fields, "body")
    if not text:
        raise ValueError("has no “text”: write one, or remove it")
    if not any(char.isalnum() for char in text):
        raise ValueError("has a “text” without a single word: write one, or remove it")
    title = _field(fields, "title") or _field(fields, "question") or _first_words(text)
    external_id = _field(fields, "id") or _field(fields, "external_id")
    if not external_id:
        raise ValueError("has no “id”: every article needs one of its own")
    _limit("id", external_id, 200)
    _limit("title", title, 500)
    _limit("theme", _field(fields, "theme"), 200)
    _limit("text", text, LONGEST_TEXT)
    chosen = language or _field(fields, "lang") or _field(fields, "language") or site.language
    chosen = re.split("[-_]", chosen)[0].lower()
    if chosen not in CONFIGURATIONS:
        raise ValueError(f"is in the language {chosen[:20]!r}: known are {', '.join(CONFIGURATIONS)}")
    return Draft(external_id, chosen, title, text, _address(_field(fields, "url")), _field(fields, "theme"))


def _limit(name: str, value: str, most: int) -> None:
    if len(value) > most:
        raise ValueError(f"has a “{name}” of {len(value)} characters: at most {most} are possible, shorten or split it")


def _address(url: str) -> str:
    if url and not re.fullmatch(r"https?://[^\s<>\"]{1,480}", url):
        raise ValueError(f"has an address that is not http(s): correct {url[:60]!r}")
    return url


def _field(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise ValueError(f"has a “{name}” that is not a text: write it in quotes")
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n\u00a0\ufeff")
    if fault := FORBIDDEN.search(text):
        raise ValueError(f"has a control character (U+{ord(fault[0]):04X}) in “{name}”: remove it")
    return text


def _first_words(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= 80 else f"{line[:80].rsplit(' ', 1)[0]}…"
