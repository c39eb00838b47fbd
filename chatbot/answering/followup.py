"""Does a question lean on what came before it, and what does it ask on its own? Words only: no search, no model."""

import re
from collections.abc import Sequence
from typing import Literal

from chatbot.answering.contract import Earlier
from chatbot.answering.folding import fold
from chatbot.answering.words import COUNTRIES
from compliance.redaction import redact

Leaning = Literal["no", "perhaps", "surely"]
FEW = 3  # content words; a question with more of its own stands alone
TOPICAL = {"answered", "not_found", "clarify"}  # how a question about the company's business ends
PLACEHOLDER = re.compile(r"\[[A-Z]+_\d+\]")  # of the redaction
LONGEST = 200  # characters of a text that earlier words are put before, or taken from

OPENING = re.compile(
    r"^(?:et|mais|sinon|and|but|so|what about|how about|what if|same|pareil|idem)\b"
    r"(?: (?:alors|then|also|aussi|what about)\b)*"
)
# Words that point at something said before. Impersonal turns ("faut-il", "is it possible") point at nothing.
IMPERSONAL = re.compile(
    r"\b(?:y a t il|il y a|faut il|il faut|(?:est|serait) il (?:possible|permis|obligatoire|necessaire|normal)|il est possible|"
    r"s il (?:vous|te) plait|il me reste|is it (?:possible|allowed|normal)|it is possible|est ce que?|qu est ce|c est quoi|"
    r"is there|are there|there is)\b"
)
POINTING = re.compile(
    r"\b(?:il|elle|ils|elles|lui|leur|y|ca|cela|ceci|c est|celui|celle|celles|ceux|l (?:ai|as|a|avez|avons|ont|avoir|est)|"
    r"m en|l en|j en|en (?:ai|as|a|avez|est)|it|its|they|them|that|this|those|these|one|ones|there)\b"
    r"|\b(?:je|on|vous|tu) (?:le|la|les|l) \w+(?:er|ir|re|oir)\b|\b(?:le|la|les|l) \w{3,}(?:er|ir|oir)\b"
)
ASIDE = re.compile(
    r"^(?:a|sur|dans|de|avec|pour|jusqu a|to|from|in|on|by|with|for|until) (?:quel|quelle|quels|quelles|which|what)\b"
)
PREPOSITION = re.compile(r"\b(pour|en|au|aux|a|chez|avec|sans|sur|dans|for|to|in|with|without|on|at)\b")
FUNCTION_WORDS = frozenset(
    """
    a ai ainsi alors apres au aucun aussi autre autres aux avant avec avez avoir avons c ca car ce ceci cela celle celles
    celui ces cet cette ceux chez combien comme comment d dans de delai depuis des dessus deux dire dites doit dois doivent
    donc du elle elles en encore entre est et etait etes etre eu fait faire fais faites faudra faut ici il ils j je jusqu
    jusque l la laquelle le lequel les lesquelles lesquels leur leurs lui m ma maintenant mais me meme mes moi moins mon n
    ne ni non nos notre nous on ont or ou oui par parce pas pendant peut peuvent peux plus pour pourquoi pouvez puis puisque
    qu quand que quel quelle quelles quels qui quoi s sa sans savoir se sera ses seulement si soit son sont sous sur svp t
    ta temps tes toi ton toujours tous tout toute toutes tu un une va vais veut veux voudrais vos votre vous y quant cas
    quelqu chose possible exactement dit sinon montant partir dernier about after again all also am an and any are as at be
    because been before but by can could did do does doing else ever exactly for from get had has have he her here him his
    how i if in instead into is it its just last least less let like long many may might more much must my no not now of off
    one ones only other our out over please same she should so some such than thanks that the their them then there these
    they this those through to too until up us was we were what when where which who why will with would yes you your amount
    happens case
    """.split()
)
WORD = re.compile(r"[\w’'-]+")


def leaning(question: str) -> Leaning:
    """Return whether the question needs what came before, by its opening, its pronouns and the words of its own.

    What leans “perhaps” is settled by what the articles say to it with and without its topic.
    """
    folded = fold(question)
    own = content_words(question)
    opens = bool(OPENING.match(folded))
    if len(question) > LONGEST or len(own) > FEW + 2 * opens:
        return "no"
    points = bool(POINTING.search(IMPERSONAL.sub(" ", folded)))
    if not own or (len(own) == 1 and (points or ASIDE.match(folded))):
        return "surely"
    return "perhaps" if opens or points else "no"


def content_words(text: str) -> list[str]:
    """Return the folded words that name something: no pronouns, question words or auxiliaries."""
    return [word for word in fold(text).split() if word not in FUNCTION_WORDS and (len(word) > 1 or word.isdigit())]


def with_topic(question: str, earlier: str) -> str:
    """Return the question preceded by the earlier one, without the part of it that the question replaces."""
    return f"{kept_of(earlier, question)} {_without_opening(question)}".strip()


def kept_of(earlier: str, question: str) -> str:
    """Return the words of the earlier question that go with this one."""
    return _without_replaced(earlier[:LONGEST], question)


def topic(earlier: Sequence[Earlier]) -> str:
    """Return the last question that was about something, redacted, itself resolved against those before it."""
    resolved = ""
    for one in earlier:
        text = PLACEHOLDER.sub(" ", redact(one.text).text)
        if one.status in TOPICAL:
            resolved = with_topic(text, resolved) if resolved and leaning(text) == "surely" else text
    return " ".join(resolved.split())


def _without_opening(question: str) -> str:
    """Drop “et”, “what about” and the like; the words are found in the text as written."""
    opening = OPENING.match(fold(question))
    words = question.split()
    return " ".join(words[len(opening[0].split()) :]) if opening else question


def _without_replaced(earlier: str, question: str) -> str:
    """Drop the country that the question changes, or the phrase that its preposition opens anew."""
    words = WORD.findall(earlier)
    if _nations(question):
        words = [word for word in words if not _nations(word)]
    rest = fold(_without_opening(question))
    opener = PREPOSITION.match(rest)
    if opener and OPENING.match(fold(question)):
        places = [place for place, word in enumerate(words) if fold(word) == opener[0]]
        words = words[: places[-1]] if places and places[-1] > 0 else words
    return " ".join(words)


def _nations(text: str) -> set[str]:
    return set(fold(text).split()) & COUNTRIES.keys()
