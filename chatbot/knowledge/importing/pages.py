"""HTML: an article a page, its main part as Markdown, without navigation, forms and scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from chatbot.knowledge.importing.documents import read_text
from chatbot.knowledge.importing.item import Found, Items, Rejected

USELESS = ["script", "style", "nav", "header", "footer", "aside", "noscript", "template", "form", "button", "svg", "iframe"]
BLOCKS = [
    *("p", "div", "section", "article", "main", "blockquote", "pre", "figure", "figcaption", "details", "summary"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr"),
]


def read_html(path: Path, name: str) -> Items:
    """Yield the article of an HTML page."""
    text = read_text(path)
    if isinstance(text, Rejected):
        yield Rejected(name, text.reason)
        return
    try:
        soup = BeautifulSoup(text, "html.parser")
        language = str(soup.html.get("lang", "")) if soup.html else ""
        title, body = _content(soup)
    except (RecursionError, AssertionError) as error:
        yield Rejected(name, f"is not readable HTML ({type(error).__name__}): save it again from its source")
        return
    yield Found(name, {"id": name.removesuffix(path.suffix), "title": title or path.stem, "text": body, "lang": language})


def _content(soup: BeautifulSoup) -> tuple[str, str]:
    page_title = _words(soup.title.get_text(" ")) if soup.title else ""
    root = soup.find("main") or soup.find("article") or soup.body or soup
    heading = root.find("h1") or soup.find("h1")
    title = _words(heading.get_text(" ")) if heading else ""
    if heading:
        heading.extract()
    for useless in [*root(USELESS), *root(["title", "meta", "link", "head"])]:
        useless.decompose()
    return title or page_title, "\n\n".join(line for line in _lines(root) if line.strip("-# "))


def _lines(block: Tag) -> Iterator[str]:
    """Yield the text of a block and of the blocks in it, in order, each with Markdown's mark for what it is."""
    if block.name == "tr":
        yield _words(" | ".join(_words(cell.get_text(" ")) for cell in block(["th", "td"])))
        return
    inline: list[PageElement] = []
    for child in block.children:
        if isinstance(child, Tag) and (child.name in BLOCKS or child.find(BLOCKS)):
            yield _marked(block, inline)
            inline = []
            yield from _lines(child)
        else:
            inline.append(child)
    yield _marked(block, inline)


def _marked(block: Tag, inline: list[PageElement]) -> str:
    text = _words("".join(_text(element) for element in inline))
    if not text:
        return ""
    if re.fullmatch("h[1-6]", block.name):
        return f"{'#' * max(2, int(block.name[1]))} {text}"
    return f"- {text}" if block.name == "li" else text


def _text(element: PageElement) -> str:
    if isinstance(element, PreformattedString):  # comments, declarations
        return ""
    if isinstance(element, NavigableString):
        return str(element)
    return "\n" if isinstance(element, Tag) and element.name == "br" else element.get_text()


def _words(text: str) -> str:
    return re.sub(r"[ \t\n\r\f\v]+", " ", text).strip()
