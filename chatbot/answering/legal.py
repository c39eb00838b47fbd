"""A site's legal topics: what binds the company is quoted, never retold."""

from collections.abc import Sequence

from chatbot.answering.folding import fold
from chatbot.answering.legal_words import PRICE, SPOKEN
from chatbot.knowledge.search import Hit

ENDINGS = ("ements", "ement", "ations", "ation", "ites", "ite", "ments", "ment", "ies", "ees", "ie", "er", "al", "es", "y", "s")
SHORTEST = 5  # letters of a stem; shorter topics are matched whole, in the singular or the plural
LONGEST_ENDING = 7


def legal_topic(question: str, hits: Sequence[Hit], topics: Sequence[str]) -> str:
    """Return the topic that the question, or the title or heading of the best passage, is about; '' for none."""
    best = hits[0] if hits else None
    asked = fold(question).split()
    found = fold(f"{best.title if best else ''} {best.heading if best else ''}").split()
    return next(
        (topic for topic in topics if _is_about(fold(topic).split(), [*asked, *found]) or _is_meant(topic, asked, found)), ""
    )


def _is_meant(topic: str, asked: Sequence[str], found: Sequence[str]) -> bool:
    """Return whether the question speaks of the topic in everyday words, or the article's title does.

    Prices stand in the titles of nearly everything: only the question counts for them.
    """
    ways = SPOKEN.get(topic.lower(), ())
    spoken = asked if ways is PRICE else [*asked, *found]
    return any(all(any(_is_form(word, one) for one in spoken) for word in fold(way).split()) for way in ways)


def _is_about(topic: list[str], spoken: list[str]) -> bool:
    """Return whether every word of the topic, small ones aside, is spoken in some form."""
    telling = [word for word in topic if len(word) > 3] or topic
    return bool(telling) and all(any(_is_form(word, one) for one in spoken) for word in telling)


def _is_form(word: str, spoken: str) -> bool:
    stem = next((word.removesuffix(end) for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST), word)
    if len(stem) < SHORTEST:
        return spoken in {word, f"{word}s", f"{word}x"}
    return spoken.startswith(stem) and len(spoken) <= len(stem) + LONGEST_ENDING
