"""What a question is searched by: its words as the index writes them, what stands for them, and how much each tells."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from chatbot.knowledge.articles import CONFIGURATIONS
from chatbot.knowledge.small_words import SMALL_WORDS
from chatbot.knowledge.spelling import nearest, tolerated
from chatbot.sites.models import Site

ASKED = """
SELECT a.language, a.passages, w.lexeme, coalesce(l.passages, 0)
FROM knowledge_lexeme a JOIN unnest(%(languages)s::text[], %(configs)s::text[]) AS c(language, config) USING (language)
    LEFT JOIN LATERAL unnest(to_tsvector(c.config::regconfig, %(query)s)) w ON true
    LEFT JOIN knowledge_lexeme l ON l.site_id = a.site_id AND l.language = a.language AND l.word = w.lexeme
WHERE a.site_id = %(site)s AND a.word = '' AND a.passages > 0 AND (%(language)s = '' OR a.language = %(language)s)
ORDER BY a.language, w.positions[1], w.lexeme
"""
SYNONYMS = """
SELECT s.language, tsvector_to_array(to_tsvector(c.config::regconfig, side.asked)), side.meant,
    array_agg(w.lexeme), array_agg(coalesce(l.passages, 0))
FROM knowledge_synonym s JOIN unnest(%(languages)s::text[], %(configs)s::text[]) AS c(language, config) USING (language)
    CROSS JOIN LATERAL translate(s.words, '-', ' ') AS one CROSS JOIN LATERAL translate(s.meaning, '-', ' ') AS other
    CROSS JOIN LATERAL (VALUES (one, other), (other, one)) AS side(asked, meant)
    CROSS JOIN LATERAL unnest(to_tsvector(c.config::regconfig, side.meant)) w
    LEFT JOIN knowledge_lexeme l ON l.site_id = s.site_id AND l.language = s.language AND l.word = w.lexeme
WHERE s.site_id = %(site)s
    AND to_tsvector(c.config::regconfig, %(query)s) @@ phraseto_tsquery(c.config::regconfig, side.asked)
GROUP BY s.id, s.language, c.config, side.asked, side.meant ORDER BY s.id, side.asked
"""
NEAR = """
SELECT unknown.word, near.word, near.passages FROM unnest(%s::text[]) AS unknown(word) CROSS JOIN LATERAL (
    SELECT word, passages FROM knowledge_lexeme l
    WHERE l.site_id = %s AND l.language = %s AND l.word %% unknown.word AND passages > 0
    ORDER BY similarity(l.word, unknown.word) DESC, passages DESC, l.word LIMIT 20
) near
"""
MISSPELT = 0.8  # what a word tells that was found under another spelling
CORRECTED = 8  # unknown words of a question that are looked up: a text in a foreign language has hundreds
SMALL = 0.35  # what a word tells that only holds the question together

HYPHENS = dict.fromkeys(map(ord, "-‐‑"), " ")  # “peut-on” is two words; the index holds the parts of compounds as well

Variant = dict[str, int]  # words that stand together, each with the number of passages that hold it


@dataclass(frozen=True)
class Part:
    """A word of the question, or several that a synonym takes as one; each of its variants says the same."""

    variants: list[Variant]
    importance: float = 1.0  # in the question
    certainty: float = 1.0  # that the variants are what was meant


@dataclass(frozen=True)
class Clue:
    """A word to look for. A part of the question counts once, by the best of its variants."""

    language: str
    part: int
    variant: int
    word: str
    weight: float  # share of all that the question's words tell
    passages: int


@dataclass(frozen=True)
class Clues:
    """All that is looked for, the number of passages in each language, and the question with its synonyms."""

    words: list[Clue]
    totals: dict[str, int]
    query: str


def clues(query: str, *, site: Site, language: str = "") -> Clues:
    """Read a question as the site's index is written, in one language or in all that the site has passages in."""
    spaced = query.translate(HYPHENS)
    asked: dict[str, Variant] = {}
    totals: dict[str, int] = {}
    for code, total, word, passages in _rows(ASKED, spaced, site, language):
        totals[code] = total
        if word:
            asked.setdefault(code, {})[word] = passages
    synonyms = _rows(SYNONYMS, spaced, site, language) if asked else []
    found = [
        clue
        for code, words in asked.items()
        for clue in _weighed(code, totals[code], _parts(site, code, words, [row[1:] for row in synonyms if row[0] == code]))
    ]
    meant = list(dict.fromkeys(row[2] for row in synonyms if row[0] in asked))
    return Clues(found, totals, f"{query} ({', '.join(meant)})" if meant else query)


def _parts(site: Site, language: str, words: Variant, synonyms: Iterable[tuple[Any, ...]]) -> list[Part]:
    parts: dict[frozenset[str], Part] = {}
    for ours, _text, theirs, passages in synonyms:
        key = frozenset(ours)
        if key not in parts and any(key & other for other in parts):
            continue  # a word of it was taken by another synonym
        part = parts.setdefault(key, Part([{word: words[word] for word in ours}]))
        part.variants.append(dict(zip(theirs, passages, strict=True)))
    single = [word for word in words if not any(word in key for key in parts)]
    meant = _respelt(site, language, [word for word in single if not words[word] and word not in SMALL_WORDS[language]])
    return [*parts.values(), *(meant.get(word) or _part(language, word, words[word]) for word in single)]


def _part(language: str, word: str, passages: int) -> Part:
    return Part([{word: passages}], importance=SMALL if word in SMALL_WORDS[language] else 1.0)


def _respelt(site: Site, language: str, unknown: list[str]) -> dict[str, Part]:
    """Words that the site does not know may be some that it knows, misspelt."""
    looked_up = [word for word in unknown if tolerated(word)][:CORRECTED]
    if not looked_up:
        return {}
    near: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(NEAR, [looked_up, site.pk, language])
        for word, other, passages in cursor.fetchall():
            if other not in SMALL_WORDS[language]:
                near.setdefault(word, {})[other] = passages
    found = ((word, nearest(word, known)) for word, known in near.items())
    return {word: Part([{meant: near[word][meant]}], certainty=MISSPELT) for word, meant in found if meant}


def _weighed(language: str, total: int, parts: list[Part]) -> Iterator[Clue]:
    def rarity(passages: int) -> float:
        return math.log(1 + total / (0.5 + passages))

    def tells(variant: Variant) -> float:
        return sum(rarity(passages) for passages in variant.values())

    most = sum(part.importance * tells(part.variants[0]) for part in parts)
    for number, part in enumerate(parts):
        share = part.certainty * part.importance * tells(part.variants[0]) / most
        for place, variant in enumerate(part.variants):
            for word, passages in variant.items():
                yield Clue(language, number, place, word, share * rarity(passages) / tells(variant), passages)


def _rows(sql: str, query: str, site: Site, language: str) -> list[tuple[Any, ...]]:
    languages, configs = list(CONFIGURATIONS), list(CONFIGURATIONS.values())
    with connection.cursor() as cursor:
        cursor.execute(sql, {"query": query, "site": site.pk, "language": language, "languages": languages, "configs": configs})
        return list(cursor.fetchall())
