"""Markdown, HTML and PDF: an article a file."""

import re
from pathlib import Path

from bs4 import BeautifulSoup
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from chatbot.knowledge.importing.item import Found, Items, Rejected

FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
TITLE = re.compile(r"^#[ \t]+(.+)$", re.MULTILINE)
BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "dt", "dd", "blockquote", "pre")


def read_markdown(path: Path, name: str) -> Items:
    """Yield the article of a Markdown file; front matter gives its fields, else the first heading its title."""
    text = _text(path)
    if text is None:
        yield Rejected(name, "is not UTF-8: save the file as UTF-8")
        return
    head = FRONT_MATTER.match(text)
    fields = dict(_pair(line) for line in head[1].splitlines() if ":" in line) if head else {}
    body = text[head.end() :] if head else text
    title = TITLE.search(body)
    if title and not fields.get("title"):
        fields["title"], body = title[1].strip(), body[: title.start()] + body[title.end() :]
    yield Found(name, {"id": name.removesuffix(path.suffix), **fields, "text": body.strip()})


def read_html(path: Path, name: str) -> Items:
    """Yield the article of an HTML page: its main part, without navigation, scripts and styles."""
    text = _text(path)
    if text is None:
        yield Rejected(name, "is not UTF-8: save the file as UTF-8")
        return
    soup = BeautifulSoup(text, "html.parser")
    for useless in soup(["script", "style", "nav", "header", "footer", "noscript", "template", "form"]):
        useless.decompose()
    root = soup.find("main") or soup.find("article") or soup.body or soup
    heading = root.find("h1")
    title = (heading or soup.title or root).get_text(" ", strip=True) if heading or soup.title else path.stem
    if heading:
        heading.extract()
    lines = [_line(block) for block in root.find_all(BLOCKS) if not block.find(BLOCKS)]
    body = "\n\n".join(line for line in lines if line) or root.get_text(" ", strip=True)
    language = soup.html.get("lang", "") if soup.html else ""
    yield Found(name, {"id": name.removesuffix(path.suffix), "title": title, "text": body, "lang": str(language)[:2]})


def read_pdf(path: Path, name: str) -> Items:
    """Yield the article of a PDF file: the text of its pages."""
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            yield Rejected(name, "is protected by a password: save it without one")
            return
        pages = [page.extract_text() for page in reader.pages]
        title = str((reader.metadata.title if reader.metadata else "") or path.stem)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        yield Rejected(name, f"is not a readable PDF ({type(error).__name__}): save it again from its source")
        return
    body = "\n\n".join(page.strip() for page in pages if page.strip())
    if not body:
        yield Rejected(name, "holds no text, only pictures: run text recognition on it first")
        return
    yield Found(name, {"id": name.removesuffix(path.suffix), "title": title.strip(), "text": body})


def _line(block: object) -> str:
    text = re.sub(r"\s+", " ", block.get_text(" ", strip=True))  # type: ignore[attr-defined]
    name = block.name  # type: ignore[attr-defined]
    if not text:
        return ""
    if name in {"h2", "h3", "h4", "h5", "h6"}:
        return f"{'#' * int(name[1])} {text}"
    return f"- {text}" if name == "li" else text


def _pair(line: str) -> tuple[str, str]:
    key, _colon, value = line.partition(":")
    return key.strip(), value.strip().strip("\"'")


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
