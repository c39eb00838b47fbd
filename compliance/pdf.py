"""A conversation as a PDF: read by people and screen readers, marked and sealed for machines, its JSON attached."""

import html
import json
import re
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from chatbot.knowledge.markdown import render
from compliance import fonts, seal
from compliance.marking import BLOCK, INLINE, PARTLY_WRITTEN, SOURCE_TYPES, WRITTEN
from compliance.moments import moment
from compliance.paper import ACCENT, PALE, Paper

ATTACHED = "conversation.json"
LINK = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def pdf(data: dict[str, Any], language: str) -> bytes:
    """Return a signed export as a sealed PDF, its own words in the active language, which `language` names."""
    parts = [*_head(data), *(part for message in data["messages"] for part in _message(message))]
    extra = fonts.needed("".join(text for _tag, text, *_look in parts))
    paper = Paper(language, extra, _("Page {number}"))
    undrawn = 0
    for tag, text, size, ink in parts:
        drawn, left = fonts.drawable(text, extra)
        undrawn += left
        if drawn.strip():
            paper.write_part(tag, drawn, size, *((ink,) if ink else ()))
    if undrawn:
        paper.write_part("/P", _undrawn(undrawn), 9.5, PALE)
    _describe(paper, data, language)
    return seal.close(bytes(paper.output()))


Part = tuple[str, str, float, tuple[int, int, int] | None]


def _head(data: dict[str, Any]) -> list[Part]:
    begun = f"{_('Begun')} {moment(data['started_at'])}. "
    marked = _("The messages marked “AI assistant” come from an AI, not from a person.")
    return [("/H1", title(data), 18, None), ("/P", begun + marked, 11, None), ("/P", _attached(), 9.5, PALE)]


def title(data: dict[str, Any]) -> str:
    """Return what the conversation is called, in the active language."""
    return _("Conversation %(reference)s with %(company)s") % {"reference": data["reference"], "company": data["controller"]}


def _message(message: dict[str, Any]) -> list[Part]:
    stopped = f" · {_('answer stopped')}" if message["stopped"] else ""
    parts: list[Part] = [("/H2", f"{message['author']} · {moment(message['at'])}{stopped}", 11.5, ACCENT)]
    parts += [("/P", line, 11, None) for line in paragraphs(message)]
    parts += [("/P", line, 9.5, PALE) for line in contested(message)]
    if message["sources"]:
        parts.append(("/P", f"{_('Sources:')} {', '.join(map(_source, message['sources']))}", 9.5, PALE))
    return parts


def _source(source: dict[str, Any]) -> str:
    return f"{source['title']} ({source['url']})" if source.get("url") else str(source["title"])


def paragraphs(message: dict[str, Any]) -> list[str]:
    """Return a message as plain paragraphs: without Markdown where it is shown without, with the addresses of its links."""
    if message["author_type"] not in {"ai", "human"}:
        return str(message["text"]).splitlines()
    shown = render(message["text"], (lambda _url: False) if message["ai_generated"] else None)
    shown = LINK.sub(lambda link: link[2] if link[1] == link[2] else f"{link[2]} ({link[1]})", shown)
    lines = BLOCK.sub("\n", shown.replace("<li>", "\n• ")).splitlines()
    return [line for line in (html.unescape(INLINE.sub("", line)).strip() for line in lines) if line and line != "•"]


def contested(message: dict[str, Any]) -> list[str]:
    """Return what the customer says is wrong in a message."""
    return [f"{_('Contested:')} {one['text']}" for one in message.get("corrections", [])]


def _attached() -> str:
    return _(
        "The attached file %(file)s holds the same conversation for machines, with its signatures. "
        "On the page “Was this written by our assistant?” anybody can check that this document has not been changed."
    ) % {"file": ATTACHED}


def _undrawn(count: int) -> str:
    return _(
        "%(count)s characters have no sign in the fonts of this document: %(sign)s stands in their place. "
        "The attached file %(file)s holds them unchanged."
    ) % {"count": count, "sign": fonts.UNKNOWN, "file": ATTACHED}


def _describe(paper: Paper, data: dict[str, Any], language: str) -> None:
    """Attach the conversation for machines, and say in the metadata what the document is and where its words come from."""
    paper.set_title(title(data))
    paper.set_author(data["controller"])
    attached = json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "surrogatepass")
    paper.embed_file(bytes=attached, basename=ATTACHED, mime_type="application/json", compress=True)
    is_generated = any(message["digital_source_type"] in {WRITTEN, PARTLY_WRITTEN} for message in data["messages"])
    source = PARTLY_WRITTEN if is_generated else SOURCE_TYPES["fixed"]
    paper.set_xmp_metadata(
        XMP.format(
            title=escape(title(data)), company=escape(data["controller"]), language=language, source=source, seal=seal.OPEN
        )
    )


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:guichet="urn:guichet:xmp:1:">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{company}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<Iptc4xmpExt:DigitalSourceType>{source}</Iptc4xmpExt:DigitalSourceType>
<guichet:seal>{seal}</guichet:seal>
</rdf:Description></rdf:RDF></x:xmpmeta>"""
