"""Does a sentence define what its source defines? “A datum is any operation on data” keeps the words and says something else."""

import re
from collections.abc import Iterator

from chatbot.answering.alignment import content
from chatbot.answering.folding import fold
from chatbot.knowledge.sentences import split

SAME = 0.7  # share of the words of what is said that another definition has, at which it says the same
DETERMINER = r"(?:l |d |une? |les? |la |des |cet(?:te)? |ce |vos |votre |an? |the )"
DEFINED = re.compile(
    rf"^(?:{DETERMINER})?(?P<subject>(?:\w+ ){{1,8}}?)(?:est|sont|designent?|signifient?|is|are|means?)(?: donc| also)? "
    rf"(?P<told>(?:{DETERMINER}|toute?s? |tous |any |all ).{{8,}})$"
)


def is_misdefined(sentence: str, sources: str) -> bool:
    """Return whether the sentence tells of one thing what the sources tell of other things only."""
    known = next(_definitions(sentence), None)
    if known is None:
        return False
    head, told = known
    heads = [other for other, theirs in _definitions(sources) if len(told & theirs) >= SAME * len(told)]
    return bool(heads) and head not in heads


def _definitions(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what is defined, by the first word that carries meaning, and the words of what is said of it."""
    for span in split(text):
        match = DEFINED.match(" ".join(re.findall(r"\w+", fold(text[span.start : span.end]))))
        if match and (head := next((one for word in match["subject"].split() for one in content(word)), "")):
            yield head, frozenset(content(match["told"]))
