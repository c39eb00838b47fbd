"""Writing, publishing and withdrawing articles. What customers' questions are answered from is published whole or not at all."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value
from django.db.models.expressions import Combinable
from django.utils import timezone
from numpy.typing import NDArray

from chatbot.inference.embeddings import Embedder
from chatbot.knowledge.markdown import plain
from chatbot.knowledge.models import Article, ArticleVersion, Passage
from chatbot.knowledge.passages import Stretch, cut
from chatbot.sites.models import Site

CONFIGURATIONS = {"fr": "guichet_fr", "en": "guichet_en"}


@dataclass(frozen=True)
class Draft:
    """An article as it is written or imported."""

    external_id: str
    language: str
    title: str
    body: str
    url: str = ""
    theme: str = ""

    @property
    def digest(self) -> str:
        """Return the sha256 of title, NUL and body."""
        return hashlib.sha256(f"{self.title}\0{self.body}".encode()).hexdigest()


@transaction.atomic
def save_draft(site: Site, draft: Draft) -> ArticleVersion:
    """Store a draft as its article's newest version; an unchanged one makes no new version."""
    article, _made = Article.objects.select_for_update().update_or_create(
        site=site,
        external_id=draft.external_id,
        defaults={"language": draft.language, "url": draft.url, "theme": draft.theme},
    )
    latest = article.versions.first()
    if latest is not None and latest.digest == draft.digest:
        return latest
    number = latest.number + 1 if latest else 1
    return ArticleVersion.objects.create(article=article, number=number, title=draft.title, body=draft.body, digest=draft.digest)


def publish(version: ArticleVersion) -> None:
    """Index a version and put it before customers. Embedding takes seconds: from a job or a command, never in a request."""
    stretches = cut(version.body) or [Stretch(0, len(version.body), "")]
    vectors = Embedder.shared().passages([_embedded_text(version, stretch) for stretch in stretches])
    _store(version, stretches, vectors)


@transaction.atomic
def _store(version: ArticleVersion, stretches: Sequence[Stretch], vectors: NDArray[np.float32]) -> None:
    article = Article.objects.select_for_update().get(pk=version.article_id)
    version.passages.all().delete()
    for position, (stretch, vector) in enumerate(zip(stretches, vectors, strict=True)):
        Passage.objects.create(
            version=version,
            site_id=article.site_id,
            language=article.language,
            position=position,
            heading=stretch.heading[:500],
            text=version.body[stretch.start : stretch.end],
            search=_search_vector(article.language, version.title, stretch.heading, version.body[stretch.start : stretch.end]),
            embedding=vector,
        )
    now = timezone.now()
    version.indexed_at, version.published_at = now, version.published_at or now
    version.save(update_fields=["indexed_at", "published_at"])
    article.published = version
    article.save(update_fields=["published"])


def withdraw(article: Article) -> None:
    """Take an article away from customers; its versions stay."""
    article.published = None
    article.save(update_fields=["published"])


def _embedded_text(version: ArticleVersion, stretch: Stretch) -> str:
    parts = [version.title, stretch.heading, plain(version.body[stretch.start : stretch.end])]
    return ". ".join(part for part in parts if part)


def _search_vector(language: str, title: str, heading: str, text: str) -> Combinable:
    """Return the words as full-text search sees them: title first, heading second."""
    config = CONFIGURATIONS[language]
    return (
        SearchVector(Value(title), weight="A", config=config)
        + SearchVector(Value(heading), weight="B", config=config)
        + SearchVector(Value(plain(text)), weight="D", config=config)
    )
