"""Writing, publishing and withdrawing articles. What customers' questions are answered from is published whole or not at all."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from django.contrib.postgres.search import SearchVectorField
from django.db import transaction
from django.db.models import Func, Value
from django.utils import timezone
from numpy.typing import NDArray
from procrastinate.contrib.django import app

from chatbot.inference.embeddings import Embedder
from chatbot.knowledge import signals
from chatbot.knowledge.markdown import plain
from chatbot.knowledge.models import Article, ArticleVersion, Passage
from chatbot.knowledge.passages import Stretch, cut
from chatbot.sites.models import Site

CONFIGURATIONS = {"fr": "guichet_fr", "en": "guichet_en"}
BATCH = 2  # passages embedded at once, for a customer's question waits for the same embedder; larger ones are no quicker


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


@dataclass(frozen=True)
class Index:
    """What search needs of a text: its passages, and a vector for each."""

    stretches: Sequence[Stretch]
    vectors: NDArray[np.float32]


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
    _store(version, _index(version.title, version.body))


def publish_draft(site: Site, draft: Draft) -> Literal["new", "changed", "unchanged"]:
    """Store and publish a draft as a whole or not at all; returns what it was to the site."""
    article = Article.objects.filter(site=site, external_id=draft.external_id).select_related("published").first()
    if article and article.published and article.published.digest == draft.digest and article.language == draft.language:
        found = Article.objects.filter(pk=article.pk).exclude(url=draft.url, theme=draft.theme)
        return "changed" if found.update(url=draft.url, theme=draft.theme) else "unchanged"
    index = _index(draft.title, draft.body)
    with transaction.atomic():
        _store(save_draft(site, draft), index)
    return "changed" if article else "new"


@transaction.atomic
def request_publication(version: ArticleVersion) -> None:
    """Have a version published by a job; what customers see stays as it is until the job is done."""
    article = Article.objects.select_for_update().get(pk=version.article_id)
    article.publishing = version
    article.save(update_fields=["publishing"])
    app.configure_task("publish_article", lock=f"article-{article.pk}").defer(version_id=version.pk)


def publish_requested(version_id: int) -> None:
    """Do the job of request_publication, unless the article was withdrawn or another version was chosen meanwhile."""
    version = ArticleVersion.objects.filter(pk=version_id, article__publishing=version_id).first()
    if version is None:
        return
    index = _index(version.title, version.body)
    with transaction.atomic():
        if Article.objects.select_for_update().filter(pk=version.article_id, publishing=version).exists():
            _store(version, index)


@transaction.atomic
def withdraw(article: Article) -> None:
    """Take an article away from customers; its versions stay."""
    before = Article.objects.select_for_update().get(pk=article.pk).published_id
    Article.objects.filter(pk=article.pk).update(published=None, publishing=None)
    article.published = article.publishing = None
    if before:
        _retire(before)
        signals.withdrawn.send(Article, version_id=before)


def _index(title: str, body: str) -> Index:
    stretches = cut(body) or [Stretch(0, len(body), "")]
    texts = [_embedded_text(title, stretch.heading, body[stretch.start : stretch.end]) for stretch in stretches]
    is_titled = not body.startswith(title.removesuffix("…"))
    if is_titled:
        texts.append(title)
    parts = [Embedder.shared().passages(texts[first : first + BATCH]) for first in range(0, len(texts), BATCH)]
    vectors = np.concatenate(parts)
    texts_only = vectors[: len(stretches)]
    return Index(stretches, (texts_only + vectors[-1]) / 2 if is_titled else texts_only)


@transaction.atomic
def _store(version: ArticleVersion, index: Index) -> None:
    article = Article.objects.select_for_update().get(pk=version.article_id)
    version.passages.all().delete()
    Passage.objects.bulk_create(
        Passage(
            version=version,
            site_id=article.site_id,
            language=article.language,
            position=position,
            heading=stretch.heading[:500],
            text=version.body[stretch.start : stretch.end],
            search=_search_vector(article.language, version.title, stretch.heading, version.body[stretch.start : stretch.end]),
            embedding=vector,
            live=True,
        )
        for position, (stretch, vector) in enumerate(zip(index.stretches, index.vectors, strict=True))
    )
    now = timezone.now()
    version.indexed_at, version.published_at = now, version.published_at or now
    version.save(update_fields=["indexed_at", "published_at"])
    before = article.published_id
    article.published, article.publishing = version, None
    article.save(update_fields=["published", "publishing"])
    if before and before != version.pk:
        _retire(before)
        signals.withdrawn.send(Article, version_id=before)
    signals.published.send(Article, version_id=version.pk)


def _retire(version_id: int) -> None:
    """Take a version's passages out of the indexes; its words stay readable."""
    Passage.objects.filter(version_id=version_id, live=True).update(live=False)


def _embedded_text(title: str, heading: str, text: str) -> str:
    return ". ".join(part for part in (title, heading, plain(text)) if part)


def _search_vector(language: str, title: str, heading: str, text: str) -> Func:
    """Return the words as full-text search sees them, labelled by where they stand."""
    words = (Value(part) for part in (CONFIGURATIONS[language], title, heading, plain(text)))
    return Func(*words, function="knowledge_words", output_field=SearchVectorField())
