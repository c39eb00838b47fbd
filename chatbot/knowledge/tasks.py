"""Jobs of the knowledge base."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from chatbot.bridge import in_database
from chatbot.knowledge import articles


@app.task(name="publish_article", retry=RetryStrategy(max_attempts=5, exponential_wait=2))
async def publish_article(version_id: int) -> None:
    """Index and publish a version that request_publication chose."""
    await in_database(articles.publish_requested)(version_id)
