"""Search: words and meaning in one query, inside one site, among published versions only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from pgvector import Vector

from chatbot.inference.embeddings import Embedder
from chatbot.knowledge.clues import Clue, clues
from chatbot.knowledge.copies import without_copies
from chatbot.knowledge.strangers import QUESTIONS, strangers
from chatbot.sites.models import Site

# Two indexes propose passages, the nearest in meaning and those with the question's rare words; all of them are then scored
# exactly. Lexical evidence is the share of what the question's words tell that a passage holds, each as BM25 counts it: more in
# the title or said twice, less in a long passage. Semantic evidence is the product with the passage's vector, the mean of the
# cosines with its text and its title, stretched from where e5's cosines lie to 0..1 before the two are fused.
# Chosen on 78 questions to the CNIL's 503 articles (recall@1/3/10 .73/.86/.95) and 435 to 99 untitled answers, French and English
# (.54/.72/.86 and .46/.60/.77). Before, .71/.86/.92, .55/.72/.86 and .46/.58/.77: without the length of passages, with function
# words as important as others and “peut-on” a word of its own. Function words at .2 to .5, the title at 2 or 3 and a share of
# .25 or .30 differ by one question at most; words alone reach .47/.69/.89, meaning alone .68/.79/.90. With misspelt words
# looked up and copies folded it is .72/.86/.95 and, English, .44/.57/.71: answers that were stored twice now count once.
SQL = """
WITH clue AS MATERIALIZED (
    SELECT *, word::tsquery AS anywhere, (word || ':A')::tsquery AS in_title, (word || ':B')::tsquery AS in_heading,
        (word || ':C')::tsquery AS often
    FROM unnest(%(languages)s::text[], %(parts)s::int[], %(variants)s::int[], %(words)s::text[], %(weights)s::float[])
        AS c(language, part, variant, word, weight)
), worded AS (
    SELECT p.id FROM unnest(%(rare_languages)s::text[], %(rare_words)s::text[], %(rare_weights)s::float[])
        AS r(language, word, weight)
    CROSS JOIN LATERAL (
        SELECT id FROM knowledge_passage
        WHERE live AND site_id = %(site)s AND language = r.language AND search @@ r.word::tsquery
    ) p GROUP BY p.id ORDER BY sum(r.weight) DESC, p.id LIMIT %(candidates)s
), near AS (
    SELECT id FROM knowledge_passage WHERE live AND site_id = %(site)s AND (%(language)s = '' OR language = %(language)s)
    ORDER BY embedding::halfvec(384) <#> %(vector)s::halfvec(384) LIMIT %(candidates)s
), candidate AS MATERIALIZED (
    SELECT p.id, p.language, p.version_id, -(p.embedding <#> %(vector)s::vector) AS semantic, p.search || '' AS search
    FROM (SELECT id FROM worded UNION SELECT id FROM near) c JOIN knowledge_passage p USING (id)
), held AS (
    SELECT p.id, c.part, c.variant, c.weight, CASE
        WHEN p.search @@ c.in_title THEN %(title)s + 1 / p.length
        WHEN p.search @@ c.in_heading THEN %(heading)s + 1 / p.length
        WHEN p.search @@ c.often THEN %(often)s / p.length
        ELSE 1 / p.length END AS times
    FROM (SELECT *, 0.5::float + 0.5 * length(search) / %(usual)s AS length FROM candidate) p
        JOIN clue c ON c.language = p.language AND p.search @@ c.anywhere
), lexical AS (
    SELECT id, sum(told) AS score FROM (
        SELECT id, part, max(told) AS told FROM (
            SELECT id, part, variant, sum(weight * times / (%(half)s + times)) AS told FROM held GROUP BY id, part, variant
        ) variants GROUP BY id, part
    ) parts GROUP BY id
), scored AS (
    SELECT p.id, p.version_id, p.language, p.semantic, coalesce(l.score, 0)::float AS lexical, %(share)s * coalesce(l.score, 0)
        + (1 - %(share)s) * least(1, greatest(0, (p.semantic - %(low)s) / %(span)s)) AS score
    FROM candidate p LEFT JOIN lexical l USING (id)
), best AS (
    SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY version_id ORDER BY score DESC, id) AS place FROM scored) ranked
    WHERE place <= %(each)s ORDER BY score DESC, id LIMIT %(limit)s
)
SELECT b.id, a.id, a.external_id, v.id, v.title, a.url, p.heading, p.text, b.score, b.lexical, b.semantic, p.language
FROM best b JOIN knowledge_passage p ON p.id = b.id JOIN knowledge_articleversion v ON v.id = p.version_id
     JOIN knowledge_article a ON a.published_id = v.id
ORDER BY b.score DESC, b.id
"""
LONGEST_QUERY = 2000  # characters; the embedder reads about as much
WEIGHTS = {"title": 3.0, "heading": 1.5, "often": 2.5, "half": 1.2, "usual": 60.0, "share": 0.3, "low": 0.75, "span": 0.20}
FOREIGN = 0.1  # by which a passage in another language than the question's must be the better one
CANDIDATES = 60  # passages that each index proposes
POSTINGS = 500  # passages that are looked through for the question's words, its rarest first
# A scan goes on until it has found enough passages of the site, however many other sites share the index.
SCAN = "SELECT set_config(name, value, true) FROM unnest(%s::text[], %s::text[]) AS s(name, value)"
SETTINGS = {
    "hnsw.ef_search": str(CANDIDATES),
    "hnsw.iterative_scan": "strict_order",
    "hnsw.max_scan_tuples": "10000000",
    "hnsw.scan_mem_multiplier": "16",
}


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
    strangers: float = 0.0  # how near questions that have nothing to do with the site come to it in this language


def make_ready() -> None:
    """Search every site once, so that no first customer waits for the embedder or for the level of strangers' questions."""
    for site in Site.objects.all():
        for language in QUESTIONS:
            search(site.company, site=site, language=language, limit=1)


def search(query: str, *, site: Site, language: str | None = None, limit: int = 10) -> list[Hit]:
    """Return the site's published passages that fit the query best, in one language or in all of them."""
    return _search(query, site, language, limit, each=2 * limit)


def search_near(query: str, *, site: Site, language: str, limit: int = 10) -> list[Hit]:
    """Search in the question's language and, where the site knows clearly more in another one, in that."""
    found = search(query, site=site, limit=2 * limit)
    best: dict[str, Hit] = {}
    for hit in found:
        best.setdefault(hit.language, hit)
    other = found[0].language if found else language
    chosen = language if language in best and best[language].score + FOREIGN >= found[0].score else other
    return [hit for hit in found if hit.language == chosen][:limit]


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
    asked = clues(query, site=site, language=language or "")
    parameters: dict[str, Any] = {
        **WEIGHTS,
        **_words(asked.words),
        "site": site.pk,
        "language": language or "",
        "vector": Vector(Embedder.shared().query(asked.query)).to_text(),
        "candidates": max(CANDIDATES, 4 * limit),
        "limit": 2 * limit,  # copies are folded
        "each": each,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SCAN, [list(SETTINGS), list(SETTINGS.values())])
        cursor.execute(SQL, parameters)
        rows = cursor.fetchall()
        levels = {code: strangers(site, code, asked.totals.get(code, 0)) for code in {row[-1] for row in rows}}
        return without_copies((Hit(*(*row, levels[row[-1]])) for row in rows), limit)


def _words(found: Sequence[Clue]) -> dict[str, list[Any]]:
    """Return the clues as columns, and those whose passages are few enough to be looked through."""
    rare = _rare(found)
    return {
        "languages": [clue.language for clue in found],
        "parts": [clue.part for clue in found],
        "variants": [clue.variant for clue in found],
        "words": [_quoted(clue.word) for clue in found],
        "weights": [clue.weight for clue in found],
        "rare_languages": [clue.language for clue in rare],
        "rare_words": [_quoted(clue.word) for clue in rare],
        "rare_weights": [clue.weight for clue in rare],
    }


def _rare(found: Sequence[Clue]) -> list[Clue]:
    kept, passages = [], 0
    for clue in sorted((clue for clue in found if clue.passages), key=lambda clue: clue.passages):
        passages += clue.passages
        if passages > POSTINGS:
            break
        kept.append(clue)
    return kept


def _quoted(word: str) -> str:
    """Return a word as PostgreSQL's tsquery reads it, whatever signs it holds."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
