"""Looking a question up in the articles: alone, or with what it leans on.

Over the demo's articles, 57 follow-ups in French and English find the right article first in 53 cases; asked as whole
questions in 55, without memory in 22. Of 30 questions on a new topic, 29 find theirs with and without another topic before
them. The rules were settled on these dialogues. A definite noun alone (“que deviennent les données ?”) does not count as leaning.
"""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from chatbot.answering import followup
from chatbot.answering.contract import Earlier
from chatbot.answering.decide import decide
from chatbot.answering.orders import passage_gives_orders
from chatbot.knowledge.search import Hit, search_near
from chatbot.sites.models import Site

CANDIDATES = 24  # passages
KEPT = 8  # of them, the best; an answer is made of the first, and names three articles at most


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
    is_wanted = leaning == "surely" or _evidence(together, site) > _evidence(alone, site)
    return together if is_wanted else Found(question, alone.hits, "", leaning)


def found_before(question: str, earlier: tuple[Earlier, ...], hits: list[Hit], *, resolved: bool) -> Found:
    """Return what was found once, from its hits: with the topic of the conversation when it was resolved with it."""
    before = followup.topic(earlier) if resolved else ""
    if not before:
        return Found(question, hits)
    return Found(followup.with_topic(question, before), hits, followup.kept_of(before, question), followup.leaning(question))


def _evidence(found: Found, site: Site) -> float:
    """Return how much the articles have to say to what was searched for."""
    return decide(found.query, found.hits, site).probability


def _search(query: str, site: Site, language: str) -> list[Hit]:
    """Return the passages that speak to people; what gives orders to an AI is neither read to one nor quoted."""
    found = search_near(query, site=site, language=language, limit=CANDIDATES)
    return list(islice((hit for hit in found if not passage_gives_orders(f"{hit.title}\n{hit.text}")), KEPT))
