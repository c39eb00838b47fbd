"""Search among 100,000 passages: milliseconds a question, the question's embedding included, and what the indexes overlook.

Builds the base once, in the database that GUICHET_VAR or DATABASE_URL names: passages put together from halves of real ones,
with vectors near theirs, in one large site among small ones. Give it a folder of its own:
GUICHET_VAR=/tmp/large python -m bench.search --articles FILE.jsonl --questions FILE.jsonl
"""

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any

import django
import numpy as np

from bench.common import spread

BASE, LARGE, SMALL, SMALL_SITES = "bench-base", "bench-large", "bench-small", 20


def main() -> None:
    """Build the base unless it is there; print times and overlap."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help='JSONL with "title" and "text"')
    parser.add_argument("--questions", type=Path, required=True, help='JSONL with "query"')
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--embedded", type=int, default=200, help="articles that are published as they are (%(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="times all questions are asked (%(default)s)")
    parser.add_argument("--exact", type=int, default=0, help="questions that are also searched without the indexes")
    parser.add_argument("--build-only", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatbot.settings")
    django.setup()
    _build(options)
    if not options.build_only:
        questions = [json.loads(line)["query"] for line in options.questions.read_text().splitlines()]
        _measure(questions, options.rounds)
        if options.exact:
            _compare(questions[:: max(1, len(questions) // options.exact)])


def _measure(questions: list[str], rounds: int) -> None:
    from chatbot.inference.embeddings import Embedder
    from chatbot.knowledge.search import search

    for name in (LARGE, f"{SMALL}-0"):
        site = _site(name)
        for question in questions[:10]:
            search(question, site=site, language="fr")
        medians, slowest, embedding = [], [], []
        for _round in range(rounds):
            times = [_timed(search, question, site=site, language="fr") for question in questions]
            embedding.append(float(np.median([_timed(Embedder.shared().query, question) for question in questions])))
            medians.append(float(np.percentile(times, 50)))
            slowest.append(float(np.percentile(times, 95)))
        print(f"{name}: p50 {spread(medians, ' ms')}, p95 {spread(slowest, ' ms')}; embedding alone {spread(embedding, ' ms')}")


def _timed(work: Any, *given: Any, **named: Any) -> float:
    began = time.perf_counter()
    work(*given, **named)
    return 1000 * (time.perf_counter() - began)


def _compare(questions: list[str]) -> None:
    """How many of the ten best passages, all passages scored, do the indexes propose? And how often the first?"""
    from chatbot.knowledge import search as module

    for name in (LARGE, f"{SMALL}-0"):
        site = _site(name)
        quick = [_ids(question, site) for question in questions]
        kept = module.CANDIDATES, module.POSTINGS
        module.CANDIDATES, module.POSTINGS = 10**6, 10**9
        exact = [_ids(question, site) for question in questions]
        module.CANDIDATES, module.POSTINGS = kept
        shares = [len(set(one) & set(other)) / len(other) for one, other in zip(quick, exact, strict=True)]
        firsts = sum(one[0] == other[0] for one, other in zip(quick, exact, strict=True))
        print(f"{name}: {np.mean(shares):.3f} of the ten best proposed, the best one for {firsts} of {len(questions)} questions")


def _ids(question: str, site: Any) -> list[int]:
    from chatbot.knowledge.search import search

    return [hit.passage_id for hit in search(question, site=site, language="fr")]


def _site(slug: str) -> Any:
    from chatbot.sites.models import Site

    return Site.objects.get_or_create(slug=slug, defaults={"company": slug})[0]


def _build(options: argparse.Namespace) -> None:
    """Publish some articles as they are, then multiply them."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from chatbot.knowledge.articles import Draft, publish_draft
    from chatbot.knowledge.models import Passage

    call_command("migrate", verbosity=0)
    large = _site(LARGE)
    if Passage.objects.filter(site=large).exists():
        return
    articles = [json.loads(line) for line in options.articles.read_text().splitlines()]
    for article in articles[:: max(1, len(articles) // options.embedded)]:
        publish_draft(_site(BASE), Draft(article["id"], "fr", article["title"], article["text"]))
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'passage_meaning'")
        definition = cursor.fetchone()[0]
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no index is built while checks are due
        cursor.execute("DROP INDEX passage_meaning; SELECT setseed(0.5)")  # filled first, it is built several times as quickly
        for site, count in [(large, options.passages), *((_site(f"{SMALL}-{number}"), 50) for number in range(SMALL_SITES))]:
            cursor.execute(MULTIPLIED, {"site": site.pk, "base": _site(BASE).pk, "count": count})
        cursor.execute("SET LOCAL maintenance_work_mem = '600MB'")
        cursor.execute(definition)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE knowledge_passage, knowledge_article, knowledge_articleversion, knowledge_lexeme")
    print(f"{options.passages} passages stored and indexed in {time.perf_counter() - began:.0f} s", flush=True)


# Half of one passage's text and half of another's under both titles; a vector between theirs, nearer to the first, and off
# their line by as much as real passages are.
MULTIPLIED = """
WITH base AS (
    SELECT row_number() OVER (ORDER BY p.id) - 1 AS place, count(*) OVER () AS total, v.title, p.text, p.embedding
    FROM knowledge_passage p JOIN knowledge_articleversion v ON v.id = p.version_id WHERE p.site_id = %(base)s
), drawn AS MATERIALIZED (
    SELECT n, 0.5 + random() / 2 AS share, random() AS one, random() AS other FROM generate_series(1, %(count)s) n
), made AS MATERIALIZED (
    SELECT n, left(a.title || ' ' || b.title, 300) AS title, left(a.text, 600) || ' ' || right(b.text, 600) AS text,
        a.embedding * array_fill(c.share::real, ARRAY[384])::vector
        + b.embedding * array_fill(1 - c.share::real, ARRAY[384])::vector
        + ARRAY(SELECT (random() - 0.5 + 0 * n) * 0.06 FROM generate_series(1, 384))::vector AS embedding
    FROM drawn c JOIN base a ON a.place = floor(c.one * a.total) JOIN base b ON b.place = floor(c.other * b.total)
), article AS (
    INSERT INTO knowledge_article (site_id, external_id, language, url, theme, created_at)
    SELECT %(site)s, n::text, 'fr', '', '', now() FROM made RETURNING id, external_id
), version AS (
    INSERT INTO knowledge_articleversion (article_id, number, title, body, digest, created_at, published_at)
    SELECT article.id, 1, title, '', '', now(), now() FROM article JOIN made ON n::text = external_id RETURNING id, article_id
), passage AS (
    INSERT INTO knowledge_passage (version_id, site_id, language, position, heading, text, search, embedding, live)
    SELECT version.id, %(site)s, 'fr', 0, '', text, knowledge_words('guichet_fr', title, '', text), embedding, true
    FROM version JOIN article ON article.id = article_id JOIN made ON n::text = external_id
)
SELECT 1;
UPDATE knowledge_article a SET published_id = v.id FROM knowledge_articleversion v
WHERE v.article_id = a.id AND a.site_id = %(site)s AND a.published_id IS NULL
"""


if __name__ == "__main__":
    main()
