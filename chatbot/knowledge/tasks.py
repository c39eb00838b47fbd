"""Indexing in the background: an article saved in the admin is published as soon as its passages are computed."""

from procrastinate.contrib.django import app

from chatbot.knowledge.articles import publish
from chatbot.knowledge.models import ArticleVersion


@app.task(name="publish_version", retry=3)
def publish_version(version_id: int) -> None:
    """Index a version and publish it, unless a newer one of its article has come meanwhile."""
    version = ArticleVersion.objects.select_related("article").filter(pk=version_id).first()
    if version and version.article.versions.first() == version:
        publish(version)
