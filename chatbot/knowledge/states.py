"""Where an article stands between writing and customers."""

from django.db import models
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from chatbot.knowledge.models import Article, ArticleVersion


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    INDEXING = "indexing", _("being indexed")
    PUBLISHED = "published", _("published")
    CHANGED = "changed", _("published, with a newer draft")
    WITHDRAWN = "withdrawn", _("withdrawn")


def with_state(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Add to each article its `state` and the id, title and date of its newest version."""
    newest = ArticleVersion.objects.filter(article=OuterRef("pk")).order_by("-number")
    once = newest.filter(published_at__isnull=False)
    return articles.annotate(
        newest_id=Subquery(newest.values("pk")[:1]),
        newest_title=Subquery(newest.values("title")[:1]),
        newest_at=Subquery(newest.values("created_at")[:1]),
        state=Case(
            When(publishing__isnull=False, then=Value(State.INDEXING)),
            When(published=F("newest_id"), then=Value(State.PUBLISHED)),
            When(published__isnull=False, then=Value(State.CHANGED)),
            When(models.Exists(once), then=Value(State.WITHDRAWN)),
            default=Value(State.DRAFT),
        ),
    )
