"""Whether a yes or no of an article answers the customer.

“Non.” at the head of an article answers the article's own question, its title. Told to somebody who asked something else, it is
a false answer made of true words. In doubt it is left out: what it stands before says what there is to say.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from chatbot.answering.alignment import content
from chatbot.answering.folding import fold
from chatbot.answering.polarity import implies_denial, swaps

HEAD = re.compile(r"(oui|non|yes|no)\b(?:\s*[,.!:;]|\s*$)", re.IGNORECASE)
OPEN = re.compile(
    r"\b(?:comment|combien|quand|pourquoi|quoi|quel(?:le)?s?|lequel|laquelle|lesquel(?:le)?s|qui|ou|que faire|"
    r"how|when|why|where|which|what|who|whom|whose)\b"
)
SHARED = 0.8  # of the customer's words, the other question must have; and of what that one comes to, after its topic, theirs


def strays(question: str, sentences: Sequence[str], above: str) -> set[int]:
    """Return the places of the sentences whose yes or no answers something else than the customer asks.

    It answers the question right before it, or else the one above them all.
    """
    return {
        place
        for place, (before, sentence) in enumerate(pairwise(["", *sentences]))
        if HEAD.match(sentence) and not asks_the_same(question, before if before.endswith("?") else above)
    }


def asks_the_same(question: str, other: str) -> bool:
    """Return whether the same yes or no answers both: about the same, to the same end, and neither the other's contrary."""
    if not other.rstrip().endswith("?") or OPEN.search(fold(question)):
        return False
    asked, theirs, point = content(question), content(other), content(_point(other))
    is_like = len(asked & theirs) >= SHARED * len(asked) and len(asked & point) >= SHARED * len(point)
    return bool(asked) and is_like and not _is_turned(question, other) and not _is_turned(other, question)


def _is_turned(one: str, other: str) -> bool:
    return implies_denial(one) != implies_denial(other) or bool(swaps(one, other, modal=True))


def _point(question: str) -> str:
    """Return what is asked, without the topic before a colon."""
    return re.split(r"[ \u00a0\u202f]*:\s", question)[-1]
