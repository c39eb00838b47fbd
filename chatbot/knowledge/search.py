"""Search: words and meaning in one query, inside one site, among published versions only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from pgvector import Vector

from chatbot.inference.embeddings import Embedder
from chatbot.knowledge.articles import CONFIGURATIONS
from chatbot.sites.models import Site

# Lexical evidence is the share of the question's words, weighted by their rarity among the site's passages, that a passage
# holds; a word of the title counts more. Semantic evidence is the cosine with the passage, averaged with the cosine with the
# title where the article has one of its own. It is stretched from where e5's cosines lie to 0..1 before the two are fused.
# Weights chosen on 78 questions to the CNIL's 503 articles and 435 to 99 untitled answers, French and English: recall@1/3/10
# .71/.86/.92 and .53/.69/.84; without the title's vector .63/.78/.92; meaning alone .60/.74/.87, words alone .41/.63/.82.
SQL = """
WITH scope AS (
    SELECT p.language, count(*) AS total FROM knowledge_passage p JOIN knowledge_article a ON a.published_id = p.version_id
    WHERE p.site_id = %(site)s AND a.site_id = %(site)s AND (%(language)s = '' OR p.language = %(language)s)
    GROUP BY p.language
), words AS (
    SELECT language, quote_literal(unnest(tsvector_to_array(to_tsvector(config::regconfig, %(query)s)))) AS word
    FROM unnest(%(languages)s::text[], %(configs)s::text[]) AS known(language, config) JOIN scope USING (language)
), found AS MATERIALIZED (
    SELECT w.language, w.word, p.id, p.search @@ to_tsquery('simple', w.word || ':A') AS in_title
    FROM words w JOIN knowledge_passage p ON p.language = w.language AND p.search @@ to_tsquery('simple', w.word)
         JOIN knowledge_article a ON a.published_id = p.version_id
    WHERE p.site_id = %(site)s AND a.site_id = %(site)s
), rarity AS (
    SELECT w.language, w.word, ln(1 + s.total / (0.5 + count(f.id)))::float AS weight
    FROM words w JOIN scope s USING (language) LEFT JOIN found f USING (language, word) GROUP BY w.language, w.word, s.total
), lexical AS (
    SELECT f.id, sum(r.weight * CASE WHEN f.in_title THEN %(title)s::float ELSE 1 END) / max(a.most) AS score
    FROM found f JOIN rarity r USING (language, word)
         JOIN (SELECT language, %(title)s * sum(weight) AS most FROM rarity GROUP BY language) a USING (language)
    GROUP BY f.id
), scored AS (
    SELECT p.id, a.id AS article, coalesce(l.score, 0)::float AS lexical, 1 - (
        (p.embedding <=> %(vector)s::vector) + (coalesce(v.title_embedding, p.embedding) <=> %(vector)s::vector)
    ) / 2 AS semantic
    FROM knowledge_passage p JOIN knowledge_article a ON a.published_id = p.version_id
         JOIN knowledge_articleversion v ON v.id = p.version_id LEFT JOIN lexical l ON l.id = p.id
    WHERE p.site_id = %(site)s AND a.site_id = %(site)s AND (%(language)s = '' OR p.language = %(language)s)
), fused AS (
    SELECT *, %(share)s * lexical + (1 - %(share)s) * least(1, greatest(0, (semantic - %(low)s) / %(span)s)) AS score
    FROM scored
), best AS (
    SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY article ORDER BY score DESC, id) AS place FROM fused) ranked
    WHERE place <= %(each)s ORDER BY score DESC, id LIMIT %(limit)s
)
SELECT b.id, a.id, a.external_id, v.id, v.title, a.url, p.heading, p.text, b.score, b.lexical, b.semantic, p.language,
    (SELECT sum(total) FROM scope)::int
FROM best b JOIN knowledge_passage p ON p.id = b.id JOIN knowledge_articleversion v ON v.id = p.version_id
     JOIN knowledge_article a ON a.id = v.article_id
ORDER BY b.score DESC, b.id
"""
LONGEST_QUERY = 2000  # characters; the embedder reads about as much
TITLE_WEIGHT, LEXICAL_SHARE, COSINE_LOW, COSINE_SPAN = 1.5, 0.25, 0.75, 0.20


@dataclass(frozen=True)
class Hit:
    """A passage that may answer; `score` fuses the lexical and the semantic evidence, all three from 0 to 1."""

    passage_id: int
    article_id: int
    external_id: str
    version_id: int
    title: str
    url: str
    heading: str
    text: str
    score: float
    lexical: float
    semantic: float
    language: str
    among: int = 1  # passages that were searched


def search(query: str, *, site: Site, language: str | None = None, limit: int = 10) -> list[Hit]:
    """Return the site's published passages that fit the query best, in one language or in all of them."""
    return _search(query, site, language, limit, each=limit)


def search_articles(query: str, *, site: Site, language: str | None = None, limit: int = 10) -> list[Hit]:
    """Return the best passage of each article, best article first."""
    return _search(query, site, language, limit, each=1)


def best_of_each(hits: Sequence[Hit]) -> list[Hit]:
    """Keep the first hit of every article."""
    seen: dict[int, Hit] = {}
    for hit in hits:
        seen.setdefault(hit.article_id, hit)
    return list(seen.values())


def _search(query: str, site: Site, language: str | None, limit: int, *, each: int) -> list[Hit]:
    query = query.replace("\0", " ").strip()[:LONGEST_QUERY]
    if not query or limit < 1:
        return []
    parameters: dict[str, Any] = {
        "site": site.pk,
        "language": language or "",
        "query": query,
        "languages": list(CONFIGURATIONS),
        "configs": list(CONFIGURATIONS.values()),
        "vector": Vector(Embedder.shared().query(query)).to_text(),
        "title": TITLE_WEIGHT,
        "share": LEXICAL_SHARE,
        "low": COSINE_LOW,
        "span": COSINE_SPAN,
        "limit": limit,
        "each": each,
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL, parameters)
        return [Hit(*row) for row in cursor.fetchall()]
