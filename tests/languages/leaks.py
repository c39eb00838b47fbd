"""What a page says to its reader, and which of it is an interface text of another language."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.pofile import read_po

from chatbot.answering.texts import TEXTS
from compliance.disclosure import TEXTS as NOTICES

LOCALE = Path(__file__).resolve().parents[2] / "locale"
SPOKEN = ("aria-label", "title", "placeholder", "alt")
HOLE = re.compile(r"%\(\w+\)s|\{\w*\}|<[^>]+>")
LONG = 12  # characters: a fragment from here on is looked for inside other texts, a shorter one must be the whole text


class Reader(HTMLParser):
    """Collects the texts and labels of a page; what stands in another language by its `lang` is left out."""

    def __init__(self, language):
        super().__init__()
        self.language, self.texts, self.open, self.words = language, [], [], {}

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        if tag not in {"meta", "link", "input", "br", "path", "rect", "img"}:
            self.open.append((tag, known.get("lang", self.spoken), known.get("id", "")))
        if self.spoken == self.language:
            self.texts += [known[name] for name in SPOKEN if known.get(name)]

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        inside = self.open[-1] if self.open else ("", "", "")
        if inside[2] == "chat-settings":
            self.texts += json.loads(data)["words"].values()
        elif inside[0] not in {"script", "style"} and self.spoken == self.language and data.strip():
            self.texts.append(" ".join(data.split()))

    @property
    def spoken(self):
        return self.open[-1][1] if self.open else self.language


def texts_of(html, language):
    """Return the texts of a page, which must say that it is in this language."""
    assert f'<html lang="{language}"' in html
    reader = Reader(language)
    reader.feed(html)
    return reader.texts


def leaks(texts, language):
    """Return those of the texts that another language's catalogue holds and this one's does not."""
    foreign, own = fragments_of_others(language)
    return sorted({text for text in texts if _is_foreign(text, foreign, own)})


def _is_foreign(text, foreign, own):
    plain = " ".join(text.split())
    return plain not in own and (plain in foreign or any(len(part) >= LONG and part in plain for part in foreign))


@cache
def fragments_of_others(language):
    """Return the fixed parts of French and English texts that this language says otherwise, and this language's own."""
    own, foreign = set(), set()
    for text, message in catalogue("fr" if language == "en" else language).items():
        english, french, here = as_list(message.id), as_list(catalogue("fr")[text].string), as_list(message.string)
        own |= parts(english if language == "en" else here)
        foreign |= parts(french) | (set() if language == "en" else parts(english))
    for wordings in [*TEXTS.values(), NOTICES]:
        own |= parts([wordings[language]] if language in wordings else [])
        foreign |= parts([said for spoken, said in wordings.items() if spoken in {"fr", "en"} - {language}])
    return foreign - own, own


@cache
def catalogue(language):
    """Return a language's messages by their English text."""
    with (LOCALE / language / "LC_MESSAGES/django.po").open("rb") as file:
        return {as_list(one.id)[0]: one for one in read_po(file, locale=language) if one.id}


def as_list(text):
    return [text] if isinstance(text, str) else list(text)


def parts(texts):
    """Return what stands between the places of a text."""
    found = {" ".join(part.split()) for text in texts for part in HOLE.split(text)}
    return {part for part in found if len(part.strip(" .:,·")) > 1}
