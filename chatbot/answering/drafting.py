"""What becomes of a model's sentence before it is shown: talk is left out, a yes or no must fit, nothing is said twice."""

import re
from collections.abc import Sequence

from chatbot.answering import polarity
from chatbot.answering.alignment import content
from chatbot.answering.folding import fold
from chatbot.answering.yes_no import strays
from chatbot.knowledge.sentences import split

TALK = re.compile(
    r"^(?:bonjour|bonsoir|merci|cordialement|n hesitez pas|je (?:suis (?:desole|la pour|l assistant)|reste a votre|vous remercie|vous souhaite)|"
    r"si vous avez (?:d autres|des|la moindre|une autre) questions?|j espere|nous restons a votre|bien a vous|"
    r"hello|hi|dear|thank|thanks|feel free|please feel free|i hope|i am (?:sorry|here)|i m (?:sorry|here)|if you have any (?:other|further|more)|best regards|sincerely)\b"
)
REFUSAL = re.compile(
    r"\b(?:article|texte|document|passage|informations?|contexte)\b.{0,30}\b(?:ne|n)\b.{0,12}\b(?:dit|disent|precise\w*|mentionn\w*|indiqu\w*|contien\w*|fourni\w*|"
    r"repond\w*|parle\w*|donn\w*|traite\w*|permet\w*)\b.{0,12}\bpas\b|\bje ne (?:sais|peux|dispose|connais|trouve)\b|\bje n ai pas\b|\bpas (?:d informations?|precise|mentionne|indique)\b.{0,30}\b(?:article|texte)\b|"
    r"\b(?:article|text|document|passage|information)\b.{0,20}\b(?:does not|doesn t|do not|don t|did not)\b.{0,12}\b(?:say|mention|state|specify|contain|provide|answer|give)\w*|"
    r"\bi (?:do not|don t|cannot|can t|am not able)\b|\bnot (?:mentioned|specified|stated) in the (?:article|text)\b"
)
LEANING = re.compile(
    r"(?:par exemple|cela|ceci|celui ci|celle ci|ceux ci|elles?|ils|de plus|en outre|par ailleurs|puis|ensuite|toutefois|cependant|par contre|ainsi|dans ce cas|"
    r"for example|for instance|this|these|they|however|moreover|in addition|in this case|then)\b"
)
CUSTOMER = re.compile(r"\b(?:je|j|m|me|moi|mon|ma|mes|i|my|mine|myself)\b")
CLITIC = r"(?:ne|n|y|en|le|la|l|les|lui|leur|vous|me|m)\b"
UNCONJUGATED = re.compile(rf"\b(?:si|quand|lorsque|puisque) vous (?:{CLITIC} )*(?!{CLITIC}|etes\b|faites\b|dites\b|\w+ez\b)\w+")
YES_NO = re.compile(r"(oui|non|yes|no)\b(?:\s*[,.!:;]\s*|\s*$)", re.IGNORECASE)
YES = {"oui", "yes"}
ITEM = re.compile(r"(?:[-*•–]|\d{1,2}[.)])\s")
NUMBERED = re.compile(r"\d{1,2}[.)]\s+")
NUMBERED_ALIKE = 16  # characters of an item, its number included, that tell whether the sources have it
SAME = 0.8  # share of content words at which a sentence says nothing new
NEAR = 0.4  # share of its words that the source's own sentence must have to stand in for it


def is_talk(sentence: str) -> bool:
    """Return whether a sentence greets, thanks or offers further help: it answers nothing."""
    return bool(TALK.search(fold(sentence)))


def is_refusal(sentence: str) -> bool:
    """Return whether the model says that it, or the article, does not know."""
    return bool(REFUSAL.search(fold(sentence)))


def is_question(sentence: str) -> bool:
    """Return whether the model asks instead of answering; what follows is an answer to itself, seldom a whole sentence."""
    return sentence.rstrip().endswith("?")


def is_leaning(sentence: str) -> bool:
    """Return whether a sentence goes on from the one before it, and says little without it."""
    return bool(LEANING.match(fold(sentence).strip()))


def is_misspoken(sentence: str, sources: str) -> bool:
    """Return whether the model speaks as if it were the customer, where the sources do not, or breaks the grammar of “vous”."""
    folded = fold(sentence)
    theirs = set(CUSTOMER.findall(fold(" ".join(one for one in _spans([sources]) if "?" not in one))))
    return bool(set(CUSTOMER.findall(folded)) - theirs or UNCONJUGATED.search(folded))


def fitting(sentence: str, sources: str, question: str) -> str:
    """Return the sentence without a “Oui” or “Non” at its head that neither the sources, asked the same, nor its words bear out."""
    match = YES_NO.match(sentence)
    if not match or fold(match[1]) in _heads(sources, question):
        return sentence
    rest = sentence[match.end() :]
    is_borne_out = bool(rest) and (fold(match[1]) in YES) == (polarity.denials(rest) == 0)
    return sentence if is_borne_out else rest[:1].upper() + rest[1:]


def is_bare(sentence: str) -> bool:
    """Return whether a sentence is a yes or no and nothing else, which nobody can check."""
    return not YES_NO.sub("", sentence, count=1).strip()


def is_said(sentence: str, said: Sequence[str]) -> bool:
    """Return whether what was said before holds what the sentence says."""
    words, tokens = content(sentence), set(fold(sentence).split())
    before = [content(one) for one in said]
    spoken = set[str]().union(*(fold(one).split() for one in said))
    is_like = any(len(words & one) >= SAME * len(words) for one in before) or words <= set[str]().union(*before)
    has_new_figure = any(token.isdigit() and token not in spoken for token in tokens)
    return any(tokens <= set(fold(one).split()) for one in said) or (len(words) > 3 and is_like and not has_new_figure)


def own_sentence(sentence: str, standing: Sequence[str]) -> str:
    """Return which of the sources' sentences that can stand alone says nearest to the same; '' when none is near."""
    words = content(sentence)
    near = [one for one in standing if len(words & content(one)) >= NEAR * max(1, min(len(words), len(content(one))))]
    return max(near, key=lambda one: _likeness(words, content(one)), default="")


def completion(question: str, said: Sequence[str], standing: Sequence[str]) -> str:
    """Return which of the sources' sentences that can stand alone an answer of a word or two is completed with."""
    words = content(f"{question} {' '.join(said)}")
    yes_no = {word for one in said for word in fold(one).split()} & {"oui", "non", "yes", "no"}
    ranked = sorted(standing, key=lambda one: -(_likeness(words, content(one)) + (fold(one).split()[0] in yes_no)))
    return next((one for one in ranked if not is_said(one, said)), "")


def joined_by(sentence: str, *, is_first: bool) -> str:
    """Return what stands between a sentence and the one before it."""
    return "" if is_first else "\n" if ITEM.match(sentence) else " "


def bulleted(sentence: str, sources: str) -> str:
    """Return a numbered item with a dash, unless the sources number it so: where an item is left out the model's count is wrong."""
    match = NUMBERED.match(sentence)
    return sentence if not match or sentence[:NUMBERED_ALIKE] in sources else f"- {sentence[match.end() :]}"


def is_lead(sentence: str) -> bool:
    """Return whether a sentence only announces a list."""
    return sentence.rstrip().endswith(":")


def standing(question: str, title: str, texts: Sequence[str]) -> list[str]:
    """Return the sentences that can be shown without their neighbours: none whose yes or no answers another question."""
    said = _spans(texts)
    stray = strays(question, said, title)
    return [one for place, one in enumerate(said) if place not in stray and _is_whole(one)]


def _is_whole(sentence: str) -> bool:
    ends = sentence.rstrip('»”") \u00a0')[-1:] in {".", "!", "…"}
    return sentence[0].isupper() and ends and len(sentence.split()) > 2


def _heads(sources: str, question: str) -> set[str]:
    """Return the yes and no with which the sources answer this question; their first line is their title."""
    said = _spans([sources])
    stray = strays(question, said, sources.partition("\n")[0])
    return {fold(match[1]) for place, one in enumerate(said) if place not in stray and (match := YES_NO.match(one))}


def _spans(texts: Sequence[str]) -> list[str]:
    return [text[span.start : span.end] for text in texts for span in split(text)]


def _likeness(words: set[str], others: set[str]) -> float:
    return len(words & others) / (1 + len(words | others))
