"""Real questions to real articles with the real embedder. The whole base takes minutes: it is used when GUICHET_DATA is set."""

import json
import os
from pathlib import Path

import pytest
from django.conf import settings

from chatbot.inference.embeddings import Embedder
from chatbot.knowledge.search import search_articles
from chatbot.sites.models import Site

DATA = Path(os.environ.get("GUICHET_DATA") or settings.BASE_DIR.parent / "shared" / "data") / "cnil_faq"


@pytest.mark.django_db
@pytest.mark.skipif(not DATA.is_dir(), reason=f"the CNIL's articles are not at {DATA}")
def test_real_questions_find_their_articles(imported, monkeypatch, tmp_path):
    monkeypatch.setattr(Embedder, "shared", staticmethod(REAL))
    questions = [json.loads(line) for line in (DATA / "queries-dev.jsonl").read_text().splitlines()]
    (tmp_path / "articles.jsonl").write_text("\n".join(base(questions)))
    assert imported(tmp_path / "articles.jsonl", site="cnil", language="fr")[0]
    site = Site.objects.get(slug="cnil")
    ranks = [rank(question, site) for question in questions]
    found = {most: sum(rank <= most for rank in ranks) / len(ranks) for most in (1, 3, 10)}
    print(f"recall of {len(ranks)} questions: {found}")
    assert found[1] >= 0.68 and found[3] >= 0.83 and found[10] >= 0.92, found


def base(questions):
    """Return all articles as lines, or those that answer and every sixth of the others."""
    lines = (DATA / "articles.jsonl").read_text().splitlines()
    if "GUICHET_DATA" in os.environ:
        return lines
    wanted = {one for question in questions for one in question["expected"]}
    return [line for number, line in enumerate(lines) if number % 6 == 0 or json.loads(line)["id"] in wanted]


def rank(line, site):
    """Return the place of the first article that answers."""
    ids = [hit.external_id for hit in search_articles(line["query"], site=site)]
    return next((place for place, one in enumerate(ids, start=1) if one in line["expected"]), 99)


REAL = Embedder.shared
