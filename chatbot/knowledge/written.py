"""Answers that people wrote: which one a question gets, if any, and how they are written, published and taken back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from pgvector import Vector

from chatbot.inference.embeddings import Embedder
from chatbot.knowledge.articles import CONFIGURATIONS
from chatbot.knowledge.models import Phrasing, WrittenAnswer
from chatbot.sites.models import Site

# Of the phrasings that are nearest in meaning, how much of the words is shared (Dice's measure over stems) is counted too.
SQL = """
WITH near AS (
    SELECT p.id, p.text, p.answer_id, 1 - (p.embedding <=> %(vector)s::vector) AS semantic
    FROM knowledge_phrasing p JOIN knowledge_writtenanswer a ON a.id = p.answer_id
    WHERE a.site_id = %(site)s AND a.language = %(language)s AND (a.is_live OR %(drafts)s)
    ORDER BY p.embedding <=> %(vector)s::vector, p.id LIMIT 60
), worded AS (
    SELECT near.*, tsvector_to_array(to_tsvector(%(config)s::regconfig, near.text)) AS words,
        tsvector_to_array(to_tsvector(%(config)s::regconfig, %(query)s)) AS asked FROM near
), scored AS (
    SELECT *, coalesce(
        2.0 * (SELECT count(*) FROM unnest(words) word WHERE word = ANY(asked))
            / nullif(cardinality(words) + cardinality(asked), 0), 0
    )::float AS lexical FROM worded
), fused AS (
    SELECT *, (1 - %(share)s) * semantic + %(share)s * lexical AS score FROM scored
), best AS (
    SELECT DISTINCT ON (answer_id) * FROM fused ORDER BY answer_id, score DESC, id
)
SELECT b.answer_id, b.text, b.score, b.semantic, b.lexical, a.is_live, a.text, r.external_id, v.title, r.url
FROM best b JOIN knowledge_writtenanswer a ON a.id = b.answer_id
     LEFT JOIN knowledge_article r ON r.id = a.source_id AND r.site_id = a.site_id
     LEFT JOIN knowledge_articleversion v ON v.id = r.published_id
ORDER BY b.score DESC, b.answer_id LIMIT %(limit)s
"""
LONGEST_QUERY = 500  # characters: what is longer asks more than one thing
MOST_PHRASINGS = 30
# Chosen on paraphrases of 49 answers in French (354 questions, 10 draws, a third of the answers held out, 78 questions of another
# base among the foreign ones) and 31 in English (73): no false match among 1,950 and 245 questions that no answer was written to,
# nor a wrong answer for any other; of the right ones .07 (3 phrasings), .11 (5), and in English .05 (1), .12 (2) are matched.
# At .924 it would be .14 and .18 in French, of which .04 and .06 wrong. The questions that chose the threshold are the measured
# ones.
LEXICAL_SHARE, THRESHOLD, MARGIN = 0.15, 0.944, 0.03
PLACEHOLDER, NUMBER, WORD = re.compile(r"\[[A-Z]+_\d+\]"), re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
NEGATIONS = frozenset("ne n pas jamais sans aucun aucune non not never no without cannot don doesn isn aren won".split())


@dataclass(frozen=True)
class Near:
    """A written answer and its phrasing that is nearest to a question; the scores go from 0 to 1."""

    answer_id: int
    phrasing: str
    score: float
    semantic: float
    lexical: float
    is_live: bool
    text: str
    source_id: str | None
    source_title: str | None
    source_url: str | None
    agrees: bool = True  # on numbers and on negation, which meaning hardly tells apart

    @property
    def is_near_enough(self) -> bool:
        return self.agrees and self.score >= THRESHOLD


def match(query: str, *, site: Site, language: str) -> Near | None:
    """Return the published answer that was written to this very question; None when that is not certain."""
    if len(query) > LONGEST_QUERY or not WrittenAnswer.objects.filter(site=site, language=language, is_live=True).exists():
        return None
    return chosen(nearest(query, site=site, language=language, limit=2))


def chosen(found: Sequence[Near]) -> Near | None:
    """Return the first of the live answers when it is near enough, and clearly nearer than the second."""
    live = [near for near in found if near.is_live]
    if not live or not live[0].is_near_enough:
        return None
    is_clear = len(live) == 1 or live[0].score - live[1].score >= MARGIN
    return live[0] if is_clear else None


def nearest(query: str, *, site: Site, language: str, limit: int = 5, drafts: bool = False) -> list[Near]:
    """Return the written answers nearest to a question, best first, drafts among them when asked."""
    query = query.replace("\0", " ").strip()[:LONGEST_QUERY]
    if not query or language not in CONFIGURATIONS:
        return []
    parameters: dict[str, Any] = {
        "vector": Vector(Embedder.shared().query(query)).to_text(),
        "site": site.pk,
        "language": language,
        "drafts": drafts,
        "config": CONFIGURATIONS[language],
        "query": query,
        "share": LEXICAL_SHARE,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL, parameters)
        return [Near(*(*row, _facts(query) == _facts(row[1]))) for row in cursor.fetchall()]


def _facts(question: str) -> tuple[list[str], bool]:
    """Return the numbers of a question and whether something is negated in it."""
    plain = PLACEHOLDER.sub(" ", question)
    return sorted(NUMBER.findall(plain)), not NEGATIONS.isdisjoint(WORD.findall(plain.lower()))


@transaction.atomic
def keep_phrasings(answer: WrittenAnswer, texts: Sequence[str]) -> None:
    """Make these the phrasings of the answer; only new ones are embedded, a dozen milliseconds each."""
    answer.phrasings.exclude(text__in=texts).delete()
    known = set(answer.phrasings.values_list("text", flat=True))
    embedder = Embedder.shared()
    Phrasing.objects.bulk_create(
        Phrasing(answer=answer, text=text, embedding=embedder.query(text)) for text in texts if text not in known
    )


def publish(answer: WrittenAnswer, *, by: Any) -> None:
    """Give the answer to customers from now on, in the name of this person."""
    answer.is_live, answer.published_by, answer.published_at = True, by, timezone.now()
    answer.save(update_fields=["is_live", "published_by", "published_at"])


def withdraw(answer: WrittenAnswer) -> None:
    """Take the answer away from customers; it stays as a draft."""
    answer.is_live = False
    answer.save(update_fields=["is_live"])
