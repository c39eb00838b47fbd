"""An article as its writer checks it: rendered, with where it stands."""

from dataclasses import dataclass

from procrastinate.contrib.django.models import ProcrastinateJob

from chatbot.errors import NotFound
from chatbot.knowledge.markdown import render
from chatbot.knowledge.models import Article, ArticleVersion


@dataclass(frozen=True)
class Preview:
    """One version and its article's state."""

    article: Article
    version: ArticleVersion
    html: str
    state: str
    is_published: bool
    is_newest: bool
    is_indexing: bool
    has_failed: bool
    passages: int


def preview(article: Article, number: int | None = None) -> Preview:
    """Return the version with this number, or the newest one; raises NotFound."""
    newest = article.versions.first()
    version = article.versions.filter(number=number).first() if number else newest
    if version is None or newest is None:
        raise NotFound
    failed = article.publishing_id is not None and _has_failed(article.publishing_id)
    return Preview(
        article=article,
        version=version,
        html=render(version.body),
        state=getattr(article, "state", ""),
        is_published=article.published_id == version.pk,
        is_newest=version.pk == newest.pk,
        is_indexing=article.publishing_id is not None and not failed,
        has_failed=failed,
        passages=version.passages.count(),
    )


def _has_failed(version_id: int) -> bool:
    """Tell whether the newest job of this version gave up."""
    jobs = ProcrastinateJob.objects.filter(task_name="publish_article", args__version_id=version_id)
    return jobs.order_by("-id").values_list("status", flat=True).first() == "failed"
