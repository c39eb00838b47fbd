"""Markdown to HTML that is safe to show: no raw HTML, no image, links only to the web and to mail addresses."""

import re

import nh3
from markdown_it import MarkdownIt

_parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "code", "pre", "blockquote", "h2", "h3", "h4", "hr"} | {
    *("table", "thead", "tbody", "tr", "th", "td")
}
MARKS = re.compile(r"[*_`#>]+")


def render(text: str) -> str:
    """Return the text as sanitised HTML."""
    return nh3.clean(
        _parser.render(text),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )


def plain(text: str) -> str:
    """Return the text without Markdown's marks, for embeddings and excerpts."""
    return MARKS.sub("", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)).strip()
