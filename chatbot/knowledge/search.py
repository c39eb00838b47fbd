"""Search: words and meaning in one query, inside one site, among published versions only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from pgvector import Vector

from chatbot.inference.embeddings import Embedder
from chatbot.knowledge.articles import CONFIGURATIONS
from chatbot.sites.models import Site

# Lexical evidence is the share of the question's words, weighted by their rarity among the passages, that a passage holds;
# a word of the title counts more. Semantic evidence is the cosine, stretched from where e5's cosines lie to 0..1.
SQL = """
WITH scope AS (
    SELECT p.id, p.language, p.search, p.embedding
    FROM knowledge_passage p JOIN knowledge_article a ON a.published_id = p.version_id
    WHERE p.site_id = %(site)s AND a.site_id = %(site)s AND (%(language)s = '' OR p.language = %(language)s)
), words AS (
    SELECT l.language, unnest(tsvector_to_array(to_tsvector(l.config::regconfig, %(query)s))) AS lexeme
    FROM unnest(%(languages)s::text[], %(configs)s::text[]) AS l(language, config)
), terms AS (
    SELECT w.language, to_tsquery('simple', quote_literal(w.lexeme)) AS term,
           to_tsquery('simple', quote_literal(w.lexeme) || ':A') AS in_title,
           ln(1 + s.total::float / (0.5 + (SELECT count(*) FROM scope p
               WHERE p.language = w.language AND p.search @@ to_tsquery('simple', quote_literal(w.lexeme))))) AS weight
    FROM words w JOIN (SELECT language, count(*) AS total FROM scope GROUP BY language) s USING (language)
), lexical AS (
    SELECT p.id, sum(t.weight * CASE WHEN p.search @@ t.in_title THEN %(title)s ELSE 1 END)
               / (SELECT %(title)s * sum(weight) FROM terms x WHERE x.language = p.language) AS score
    FROM scope p JOIN terms t ON t.language = p.language AND p.search @@ t.term
    GROUP BY p.id, p.language
), scored AS (
    SELECT s.id, coalesce(l.score, 0) AS lexical, 1 - (s.embedding <=> %(vector)s::vector) AS cosine
    FROM scope s LEFT JOIN lexical l USING (id)
), fused AS (
    SELECT id, lexical, cosine,
           %(share)s * lexical + (1 - %(share)s) * least(1, greatest(0, (cosine - %(low)s) / %(span)s)) AS score
    FROM scored
)
SELECT f.id, a.id, a.external_id, v.id, v.title, a.url, p.heading, p.text, f.score, f.lexical, f.cosine, p.language
FROM fused f JOIN knowledge_passage p ON p.id = f.id JOIN knowledge_articleversion v ON v.id = p.version_id
     JOIN knowledge_article a ON a.id = v.article_id
ORDER BY f.score DESC, f.id LIMIT %(limit)s
"""
LONGEST_QUERY = 2000  # characters; the embedder reads about as much
LONGEST_QUERY = 2000  # characters; the embedder reads about as much
TITLE_WEIGHT, LEXICAL_SHARE, COSINE_LOW, COSINE_SPAN = 2.0, 0.35, 0.75, 0.20


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


def search(query: str, *, site: Site, language: str | None = None, limit: int = 10) -> list[Hit]:
    """Return the site's published passages that fit the query best, in one language or in all of them."""
    query = query.replace("\0", " ").strip()[:LONGEST_QUERY]
    if not query:
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
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL, parameters)
        return [Hit(*row) for row in cursor.fetchall()]


def search_articles(query: str, *, site: Site, language: str | None = None, limit: int = 10) -> list[Hit]:
    """Return the best passage of each article, best article first."""
    return best_of_each(search(query, site=site, language=language, limit=limit * 8))[:limit]


def best_of_each(hits: Sequence[Hit]) -> list[Hit]:
    """Keep the first hit of every article."""
    seen: dict[int, Hit] = {}
    for hit in hits:
        seen.setdefault(hit.article_id, hit)
    return list(seen.values())
