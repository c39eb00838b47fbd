"""Asking back, once, when a few words name several topics: “remboursement”, “my account”."""

from chatbot.answering.contract import Question
from chatbot.answering.decide import decide
from chatbot.answering.folding import fold
from chatbot.answering.followup import content_words
from chatbot.answering.joining import asks
from chatbot.answering.lookup import Found
from chatbot.knowledge.search import Hit, best_of_each

FEW = 2  # content words; whoever writes more has said what they want
MOST = 3  # choices
CLOSE = 0.08  # difference of score to the best article
PLAUSIBLE = 0.3  # probability that the article answers


def choices(question: Question, found: Found) -> list[Hit]:
    """Return the two or three articles to choose from; none when the question says which it means, or we have just asked."""
    query, articles = found.query, best_of_each(found.hits)
    if _has_just_asked(question) or found.topic or asks(query) or not 1 <= len(content_words(query)) <= FEW:
        return []
    rivals: list[Hit] = []
    for hit in articles[: MOST + 2]:
        is_near = hit.score >= articles[0].score - CLOSE and decide(query, [hit], question.site).probability >= PLAUSIBLE
        if is_near and not any(_same_topic(hit, other, query) for other in rivals):
            rivals.append(hit)
    return rivals[:MOST] if len(rivals) > 1 else []


def _has_just_asked(question: Question) -> bool:
    return bool(question.earlier) and question.earlier[-1].status == "clarify"


def _same_topic(one: Hit, other: Hit, question: str) -> bool:
    """Return whether two titles say the same once the question's own words are left out."""
    asked = _stems(question)
    mine, theirs = _stems(one.title) - asked, _stems(other.title) - asked
    return len(mine & theirs) * 2 >= max(1, min(len(mine), len(theirs))) if mine and theirs else mine == theirs


def _stems(text: str) -> set[str]:
    return {word[:6] for word in content_words(fold(text))}
