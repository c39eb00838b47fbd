"""Does a sentence define what its source defines? “A datum is any operation on data” keeps the words and says something else."""

import re
from collections.abc import Iterator

from chatbot.answering.alignment import content
from chatbot.answering.folding import fold
from chatbot.knowledge.sentences import split

SAME = 0.7  # share of the words of what is said that another definition has, at which it says the same
DETERMINER = r"(?:l |d |une? |les? |la |des |cet(?:te)? |ce |vos |votre |an? |the )"
DEFINED = re.compile(
    rf"^(?:{DETERMINER})?(?P<subject>(?:\w+ ){{1,8}}?)(?:est|sont|designent?|signifie(?:nt)?|is|are|means?)(?: donc| also)? "
    rf"(?P<told>(?:{DETERMINER}|toute?s? |tous |any |all ).{{8,}})$"
)
OF_THE_TITLE = re.compile(r"^(?:c est|ce sont|il s agit d(?:e|es)?|it is|this is|they are) ?(?P<told>.{8,})$")
ASKS_WHAT = re.compile(r"\b(?:quoi|qu est ce|quel\w* est la definition|definition|what (?:is|are))\b")


def is_misdefined(sentence: str, sources: str) -> bool:
    """Return whether the sentence tells of one thing what the sources tell of other things only.

    The first line of the sources is their title: where it asks what something is, “c’est …” tells of that.
    """
    known = next(_definitions(sentence), None)
    if known is None:
        return False
    head, told = known
    heads = [other for other, theirs in _definitions(sources) if len(told & theirs) >= SAME * len(told)]
    return bool(heads) and head not in heads


def _definitions(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what is defined, by the first word that carries meaning, and the words of what is said of it."""
    title, _line, _rest = text.partition("\n")
    topic = _head(ASKS_WHAT.sub(" ", _plain(title))) if ASKS_WHAT.search(_plain(title)) else ""
    for span in split(text):
        said = _plain(text[span.start : span.end])
        if match := OF_THE_TITLE.match(said):
            head = topic
        elif match := DEFINED.match(said):
            head = _head(match["subject"])
        if match and head:
            yield head, frozenset(content(match["told"]))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _head(words: str) -> str:
    return next((one for word in words.split() for one in content(word)), "")
