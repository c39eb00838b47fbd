from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete


class AnsweringConfig(AppConfig):
    name = "chatbot.answering"
    verbose_name = "Answering"

    def ready(self) -> None:
        """Follow what is published and withdrawn."""
        from chatbot.knowledge import signals
        from chatbot.knowledge.models import ArticleVersion

        signals.published.connect(_prepare)
        signals.withdrawn.connect(_forget)
        post_delete.connect(_forget_deleted, sender=ArticleVersion)


def _prepare(version_id: int, **signal: Any) -> None:
    from chatbot.answering.tasks import prepare_prefixes

    prepare_prefixes.defer(version_id=version_id)


def _forget(version_id: int, **signal: Any) -> None:
    from chatbot.answering.tasks import forget_prefixes

    forget_prefixes.defer(version_id=version_id)


def _forget_deleted(instance: Any, **signal: Any) -> None:
    if instance.published_at:
        _forget(instance.pk)
