"""Search among 100,000 passages: milliseconds a question, the question's embedding included, and what the indexes overlook.

Builds the base once, in the database that GUICHET_VAR or DATABASE_URL names: passages put together from sentences of real
articles, with vectors near those articles' own, in one large site among small ones. Give it a folder of its own:
GUICHET_VAR=/tmp/large python -m bench.search --articles FILE.jsonl --questions FILE.jsonl
"""

import argparse
import json
import os
import random
import time
from pathlib import Path
from typing import Any

import django
import numpy as np

from bench.common import spread

LARGE, SMALL, SMALL_SITES, BATCH = "bench-large", "bench-small", 20, 1000
WORDS_A_PASSAGE = 120


def main() -> None:
    """Build the base unless it is there; print times and overlap."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help='JSONL with "title" and "text"')
    parser.add_argument("--questions", type=Path, required=True, help='JSONL with "query"')
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--embedded", type=int, default=200, help="articles that are really embedded (%(default)s)")
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
    from django.core.management import call_command

    from chatbot.knowledge.models import Passage

    call_command("migrate", verbosity=0)
    site = _site(LARGE)
    if Passage.objects.filter(site=site).exists():
        return
    articles = [json.loads(line) for line in options.articles.read_text().splitlines()]
    random.Random(1).shuffle(articles)  # noqa: S311
    articles = articles[: options.embedded]
    vectors = _embedded(articles)
    began = time.perf_counter()
    _without_index(lambda: _fill(site, articles, vectors, options.passages))
    for number in range(SMALL_SITES):
        _fill(_site(f"{SMALL}-{number}"), articles, vectors, 50, seed=number + 2)
    print(f"{options.passages} passages stored and indexed in {time.perf_counter() - began:.0f} s", flush=True)


def _embedded(articles: list[dict[str, str]]) -> np.ndarray[Any, Any]:
    from chatbot.inference.embeddings import Embedder

    texts = [f"{one['title']}. {one['text'][:1200]}" for one in articles]
    found = np.concatenate([Embedder.shared().passages([text]) for text in texts])
    titles = np.concatenate([Embedder.shared().passages([one["title"]]) for one in articles])
    return np.asarray((found + titles) / 2)


def _without_index(work: Any) -> None:
    """Fill first, then build the index: several times as quick."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'passage_meaning'")
        definition = cursor.fetchone()[0]
        cursor.execute("DROP INDEX passage_meaning; ALTER TABLE knowledge_passage DISABLE TRIGGER USER")
        work()
        cursor.execute("ALTER TABLE knowledge_passage ENABLE TRIGGER USER")
        cursor.execute(COUNTED)
        cursor.execute("SET maintenance_work_mem = '600MB'")
        cursor.execute(definition)
        cursor.execute("ANALYZE knowledge_passage, knowledge_article, knowledge_articleversion, knowledge_lexeme")


COUNTED = """
INSERT INTO knowledge_lexeme (site_id, language, word, passages)
SELECT p.site_id, p.language, word, count(*)
FROM knowledge_passage p, unnest('{""}'::text[] || tsvector_to_array(p.search)) AS word
WHERE p.live GROUP BY 1, 2, 3 ON CONFLICT (site_id, language, word) DO UPDATE SET passages = excluded.passages
"""


def _fill(site: Any, articles: list[dict[str, str]], vectors: np.ndarray[Any, Any], count: int, seed: int = 1) -> None:
    """Store so many articles of one passage each."""
    from chatbot.knowledge.models import Article, ArticleVersion, Passage
    from chatbot.knowledge.sentences import split

    chance = np.random.default_rng(seed)
    sentences = [[one["text"][span.start : span.end] for span in split(one["text"])] for one in articles]
    for first in range(0, count, BATCH):
        size = min(BATCH, count - first)
        pairs = chance.integers(len(articles), size=(size, 2))
        made = Article.objects.bulk_create(Article(site=site, external_id=f"{first + n}", language="fr") for n in range(size))
        versions = ArticleVersion.objects.bulk_create(
            ArticleVersion(
                article=article, number=1, title=_title(articles[a]["title"], sentences[b], chance), body="", digest=""
            )
            for article, (a, b) in zip(made, pairs, strict=True)
        )
        for article, version in zip(made, versions, strict=True):
            article.published = version
        Article.objects.bulk_update(made, ["published"])
        Passage.objects.bulk_create(
            _passage(site, version, _text(sentences[a] + sentences[b], chance), _near(vectors[a], vectors[b], chance))
            for version, (a, b) in zip(versions, pairs, strict=True)
        )


def _passage(site: Any, version: Any, text: str, vector: np.ndarray[Any, Any]) -> Any:
    from chatbot.knowledge.articles import _search_vector
    from chatbot.knowledge.models import Passage

    search = _search_vector("fr", version.title, "", text)
    return Passage(version=version, site=site, language="fr", position=0, text=text, search=search, embedding=vector, live=True)


def _title(title: str, others: list[str], chance: np.random.Generator) -> str:
    words = " ".join(others).split()
    start = int(chance.integers(max(1, len(words) - 3)))
    return f"{title} {' '.join(words[start : start + 3])}"[:500]


def _text(sentences: list[str], chance: np.random.Generator) -> str:
    words: list[str] = []
    for number in chance.permutation(len(sentences)):
        words += sentences[number].split()
        if len(words) > WORDS_A_PASSAGE:
            break
    return " ".join(words[: 2 * WORDS_A_PASSAGE])[:1200]


def _near(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any], chance: np.random.Generator) -> np.ndarray[Any, Any]:
    """A vector between two, more or less near to the first, and off their line as real passages are."""
    share = chance.uniform(0.5, 1.0)
    mixed = share * one + (1 - share) * other
    return np.asarray(mixed + 0.35 * np.linalg.norm(mixed) * _unit(chance.normal(size=mixed.shape)), dtype=np.float32)


def _unit(vector: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.asarray(vector / np.linalg.norm(vector))


if __name__ == "__main__":
    main()
