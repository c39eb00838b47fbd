"""Markdown to HTML that is safe to show: no raw HTML, no image, links only to the web, to mail addresses and telephones."""

import re
from collections.abc import Callable
from functools import partial

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "code", "pre", "blockquote", "h2", "h3", "h4", "hr"} | {
    *("table", "thead", "tbody", "tr", "th", "td")
}
SCHEMES = ("http", "https", "mailto", "tel")
MARKS = re.compile(r"[*_`#>]+")


def _alternative(self: RendererHTML, tokens: list[Token], index: int, *_rest: object) -> str:
    """An image is said in its words: showing it would fetch it from elsewhere."""
    return str(escapeHtml(tokens[index].content))


_parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
_parser.add_render_rule("image", _alternative)


def render(text: str, may_lead_to: Callable[[str], bool] | None = None) -> str:
    """Return the text as sanitised HTML, headings of rank 2 to 4; a link that may not lead there is plain text."""
    tokens = _parser.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(max(int(token.tag[1]), 2), 4)}"
    return nh3.clean(
        _parser.renderer.render(tokens, _parser.options, {}),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        attribute_filter=partial(_kept, may_lead_to),
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
    )


def plain(text: str) -> str:
    """Return the text without Markdown's marks, for embeddings and excerpts."""
    return MARKS.sub("", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)).strip()


def _kept(may_lead_to: Callable[[str], bool] | None, _tag: str, name: str, value: str) -> str | None:
    """Keep the number that a list starts with, and addresses that have a scheme: others would lead into our own pages."""
    if name in {"start", "rel"}:
        return value
    has_scheme = name == "href" and value.lower().startswith(tuple(f"{scheme}:" for scheme in SCHEMES))
    return value if has_scheme and (may_lead_to is None or may_lead_to(value)) else None
