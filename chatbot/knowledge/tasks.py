"""Jobs of the knowledge base."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from chatbot.bridge import in_database
from chatbot.knowledge import articles, uploads


@app.task(name="publish_article", retry=RetryStrategy(max_attempts=5, exponential_wait=2))
async def publish_article(version_id: int) -> None:
    """Index and publish a version that request_publication chose."""
    await in_database(articles.publish_requested)(version_id)


@app.task(name="import_upload", retry=RetryStrategy(max_attempts=5, exponential_wait=2))
async def import_upload(upload_id: int) -> None:
    """Import a file article by article, so that the service can stop in between; begun again, it completes."""
    for draft in await in_database(uploads.begin)(upload_id):
        await in_database(uploads.take)(upload_id, draft)
    await in_database(uploads.finish)(upload_id)
