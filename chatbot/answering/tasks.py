"""Jobs that let the model read what is published before anybody asks about it, and forget what is not published any more."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from chatbot import engine
from chatbot.answering.compose import composes, label, public_prompt
from chatbot.bridge import in_database
from chatbot.inference.interface import InferenceEngine
from chatbot.inference.messages import Prompt
from chatbot.knowledge.models import ArticleVersion
from chatbot.knowledge.readings import readings
from chatbot.sites.switch import is_off

ONE_AT_A_TIME = "prefixes"
AGAIN = RetryStrategy(max_attempts=5, wait=30)


@app.task(name="prepare_prefixes", lock=ONE_AT_A_TIME, retry=AGAIN)
async def prepare_prefixes(version_id: int) -> None:
    """Have the engine compute a published version when it has nothing else to do; customers' answers come first."""
    running = engine.current()
    if running is None:
        return
    for prompt in await in_database(_prompts)(version_id, running):
        if await in_database(_is_off)(version_id):
            return
        await running.prepare(prompt)


@app.task(name="forget_prefixes", lock=ONE_AT_A_TIME, retry=AGAIN)
async def forget_prefixes(version_id: int) -> None:
    """Have the engine drop what it computed of a version that customers shall not be answered from any more."""
    if running := engine.current():
        await running.forget(label(version_id))


def _is_off(version_id: int) -> bool:
    """Return whether the AI is switched off where this version belongs: it reads nothing then."""
    version = ArticleVersion.objects.select_related("article__site").filter(pk=version_id).first()
    return version is None or is_off(version.article.site)


def _prompts(version_id: int, running: InferenceEngine) -> list[Prompt]:
    """Return the prompts without a question of a version that is still published, where the model writes; in its language."""
    version = ArticleVersion.objects.select_related("article__site").filter(pk=version_id, article__published=version_id).first()
    if version is None or not composes(running, version.article.site):
        return []
    article = version.article
    return [public_prompt(one, language=article.language, company=article.site.company) for one in readings(version)]
