"""From a path to drafts: finds the readers, checks every article, and stores the good ones each as a whole."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from chatbot.knowledge.articles import CONFIGURATIONS, Draft, publish, save_draft
from chatbot.knowledge.importing.documents import read_html, read_markdown, read_pdf
from chatbot.knowledge.importing.item import Items, Rejected
from chatbot.knowledge.importing.tables import read_csv, read_jsonl
from chatbot.sites.models import Site

TABLES: dict[str, Callable[[Path], Items]] = {".jsonl": read_jsonl, ".csv": read_csv}
DOCUMENTS: dict[str, Callable[[Path, str], Items]] = {
    **dict.fromkeys((".md", ".markdown"), read_markdown),
    **dict.fromkeys((".html", ".htm"), read_html),
    ".pdf": read_pdf,
}
LONGEST_TEXT = 500_000  # characters
LONGEST_TITLE = 500


def read(path: Path) -> Items:
    """Yield what a file, or every file of a folder, holds."""
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in {*TABLES, *DOCUMENTS})
        if not files:
            yield Rejected(str(path), f"holds no file of a known kind ({', '.join([*TABLES, *DOCUMENTS])})")
        for file in files:
            yield from _read_file(file, file.relative_to(path).as_posix())
    elif path.is_file():
        yield from _read_file(path, path.name)
    else:
        yield Rejected(str(path), "does not exist: check the path")


def _read_file(file: Path, name: str) -> Items:
    suffix = file.suffix.lower()
    try:
        if suffix in TABLES:
            yield from TABLES[suffix](file)
        elif suffix in DOCUMENTS:
            yield from DOCUMENTS[suffix](file, name)
        else:
            yield Rejected(name, f"is of no known kind ({', '.join([*TABLES, *DOCUMENTS])})")
    except OSError as error:
        yield Rejected(name, f"cannot be read: {error.strerror}")


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


def store(site: Site, draft: Draft) -> str:
    """Store and publish one article as a whole; return new, changed or unchanged."""
    version = save_draft(site, draft)
    if version.indexed_at and version.article.published_id == version.pk:
        return "unchanged"
    publish(version)
    return "new" if version.number == 1 else "changed"


def _draft(fields: dict[str, Any], site: Site, language: str) -> Draft:
    text = _field(fields, "text") or _field(fields, "body")
    title = _field(fields, "title") or _field(fields, "question") or _first_words(text)
    external_id = _field(fields, "id") or _field(fields, "external_id")
    chosen = (language or _field(fields, "lang") or _field(fields, "language") or site.language)[:2].lower()
    if not external_id:
        raise ValueError("has no “id”: every article needs one of its own")
    if len(external_id) > 200:
        raise ValueError("has an “id” of more than 200 characters")
    if not text:
        raise ValueError("has no “text”")
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"has a text of {len(text)} characters; at most {LONGEST_TEXT} are possible: split it")
    if chosen not in CONFIGURATIONS:
        raise ValueError(f"is in the language {chosen!r}; known are {', '.join(CONFIGURATIONS)}")
    url = _field(fields, "url")
    if url and not re.match(r"https?://[^\s]{1,480}$", url):
        raise ValueError(f"has an address that is not http(s): {url[:60]!r}")
    return Draft(external_id, chosen, title[:LONGEST_TITLE], text, url, _field(fields, "theme")[:200])


def _field(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str | int):
        raise ValueError(f"has a “{name}” that is not a text")
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
    for char in text:
        if unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t":
            raise ValueError(f"has a control character (U+{ord(char):04X}) in “{name}”: remove it")
    return text


def _first_words(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= 80 else f"{line[:80].rsplit(' ', 1)[0]}…"
