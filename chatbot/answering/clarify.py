"""Asking back, once, when a few words name several topics: “remboursement”, “my account”."""

from collections.abc import Sequence

from chatbot.answering.decide import probability
from chatbot.answering.followup import content_words
from chatbot.answering.folding import fold
from chatbot.answering.joining import asks
from chatbot.knowledge.search import Hit

FEW = 2  # content words; whoever writes more has said what they want
MOST = 3  # choices
CLOSE = 0.08  # difference of score to the best article
PLAUSIBLE = 0.3  # probability that the article answers


def choices(question: str, articles: Sequence[Hit]) -> list[Hit]:
    """Return the two or three articles to choose from; none when the question says which it means.

    `articles` are the best passages of each article, best first.
    """
    if asks(question) or not 1 <= len(content_words(question)) <= FEW:
        return []
    rivals: list[Hit] = []
    for hit in articles[: MOST + 2]:
        is_near = hit.score >= articles[0].score - CLOSE and probability([hit]) >= PLAUSIBLE
        if is_near and not any(_same_topic(hit, other, question) for other in rivals):
            rivals.append(hit)
    return rivals[:MOST] if len(rivals) > 1 else []


def _same_topic(one: Hit, other: Hit, question: str) -> bool:
    """Return whether two titles say the same once the question's own words are left out."""
    asked = _stems(question)
    mine, theirs = _stems(one.title) - asked, _stems(other.title) - asked
    return len(mine & theirs) * 2 >= max(1, min(len(mine), len(theirs))) if mine and theirs else mine == theirs


def _stems(text: str) -> set[str]:
    return {word[:6] for word in content_words(fold(text))}
