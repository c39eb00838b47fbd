"""What the model reads before anybody asks: every published article, for this model and today's prompt. Each machine keeps what
its own engine has read, so each looks for itself what it lacks."""

import logging
from typing import NamedTuple

from chatbot.answering.compose import composes, label, public_prompt
from chatbot.bridge import in_database
from chatbot.inference.errors import EngineFailed
from chatbot.inference.interface import InferenceEngine
from chatbot.inference.messages import Done, Prompt
from chatbot.knowledge.models import Article, ArticleVersion
from chatbot.knowledge.readings import readings
from chatbot.sites.models import Site
from chatbot.sites.switch import is_off

logger = logging.getLogger(__name__)
STARTING = 60.0  # seconds that an engine is waited for


class Published(NamedTuple):
    """A version that customers are answered from, and what its prompt depends on besides."""

    version_id: int
    company: str


class ReadingAhead:
    """How far this process's engine has come with what is published."""

    def __init__(self) -> None:
        self.published = 0
        self._known: dict[Published, bool] = {}  # whether it is read; if not, it cannot be
        self._restarts = -1

    @property
    def read(self) -> int:
        """How many published versions are read."""
        return sum(self._known.values())

    async def catch_up(self, running: InferenceEngine | None) -> None:
        """Have the engine read what it lacks, the newest first, when nobody else needs it; ends early when there is no room.

        What it keeps from before is found and not read again. Raises EngineLost, EngineBusy: called again, it goes on.
        """
        if running is None or not running.keeps_prefixes or not await running.wait_ready(STARTING):
            return
        if self._restarts != running.numbers.restarts:  # another process: it must learn again what is in use
            self._restarts, self._known = running.numbers.restarts, {}
        published = await in_database(_published)(running)
        self.published = len(published)
        self._known = {one: self._known[one] for one in published if one in self._known}
        for one in published:
            if one not in self._known and not await self._has_room_for(one, running):
                return

    async def _has_room_for(self, one: Published, running: InferenceEngine) -> bool:
        """Read one version; returns whether there may be room for others."""
        try:
            outcomes = await read(one.version_id, running, if_room=True)
        except EngineFailed as error:
            logger.warning("version %d cannot be read ahead: %s", one.version_id, error.code)
            self._known[one] = False
            return True
        if any(outcome.reason == "no_room" for outcome in outcomes):
            return False
        if not await in_database(_is_published)(one.version_id):
            await running.forget(label(one.version_id))  # withdrawn meanwhile, perhaps before there was anything to drop
        elif outcomes:
            self._known[one] = True
        return True


AHEAD = ReadingAhead()


async def read(version_id: int, running: InferenceEngine, *, if_room: bool = False) -> list[Done]:
    """Have the engine read a published version part by part; returns how each ended, nothing when the AI is switched off."""
    outcomes = []
    for prompt in await in_database(_prompts)(version_id, running):
        if await in_database(_is_off)(version_id):
            return []
        outcomes.append(await running.prepare(prompt, if_room=if_room))
    return outcomes


def _published(running: InferenceEngine) -> list[Published]:
    """Return what is published where this model writes, the newest first."""
    sites = [site for site in Site.objects.all() if composes(running, site) and not is_off(site)]
    articles = Article.objects.filter(site__in=sites, published__isnull=False)
    newest_first = articles.order_by("-published__published_at").values_list("published_id", "site__company")
    return [Published(*one) for one in newest_first]


def _prompts(version_id: int, running: InferenceEngine) -> list[Prompt]:
    """Return the prompts without a question of a version that is still published, where the model writes; in its language."""
    version = ArticleVersion.objects.select_related("article__site").filter(pk=version_id, article__published=version_id).first()
    if version is None or not composes(running, version.article.site):
        return []
    article = version.article
    return [public_prompt(one, language=article.language, company=article.site.company) for one in readings(version)]


def _is_off(version_id: int) -> bool:
    """Return whether the AI is switched off where this version belongs: it reads nothing then."""
    version = ArticleVersion.objects.select_related("article__site").filter(pk=version_id).first()
    return version is None or is_off(version.article.site)


def _is_published(version_id: int) -> bool:
    return Article.objects.filter(published=version_id).exists()
