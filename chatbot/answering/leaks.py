"""Does a sentence of the model carry what no answer holds? Markup, the prompt's own words, codes, or only the question's words."""

import re
from collections.abc import Iterator

from chatbot.answering.alignment import SMALL
from chatbot.answering.check import Failure
from chatbot.answering.folding import fold
from chatbot.answering.heads import without_lead
from chatbot.answering.words import LITTLE, NUMBERS

MARKUP = re.compile(
    r"^\s*(?:question du client|customer.s question|article)\s*:|<\|?/?[a-z!][^>\n]{0,80}\|?>|!\[|\]\(|javascript:|data:(?:text|image|application)|\[/?INST\]|^\s*(?:system|assistant|user)\s*:|^\s*#{1,6}\s",
    re.IGNORECASE,
)
TOKEN = re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])[\w-]{5,}\b|\b\w+_\w+\b|\b[A-Z]{2,}(?:-\w+)+\b|\b\w*[a-z][A-Z]\w*\b|\b\w{24,}\b")
ORDINARY = frozenset(  # of the prompt's words, those that answers say too
    "service client jamais uniquement question article delai lien nom chiffre francais phrases phrase mots texte donnees reponse assistant customer only never questions delay name link figure sentences sentence words text data answer english complete full from must condition conditions demarche demarches delais premiere courte repond suivantes donnent indique sujet ajoute rien deux quatre steps states short first next politely conditions".split()
)
COURTESY = frozenset(
    "pouvez pouvons peut peuvent devez doit doivent souhaitez voulez should must would could might possible bien effet certainement bonjour merci regrette desole volontiers absolument exactement correct gratuit certainly indeed sorry course right thank available possib voici cependant toutefois however also aussi conditions etapes demarches modalites details steps".split()
)
UNTELLING = LITTLE | COURTESY | NUMBERS.keys()
RUN = 5  # words in a row that are the prompt's
SHARE = 0.65  # of a sentence's content words must stand in the sources; the question's own prove nothing


def leaks(sentence: str, sources: str, system: str) -> list[Failure]:
    """Return what the sentence lets out; an empty list lets it pass."""
    return list(_leaks(sentence, sources, system))


def _leaks(sentence: str, sources: str, system: str) -> Iterator[Failure]:
    if any(found not in sources for found in MARKUP.findall(sentence)):
        yield Failure("markup", "")
    folded_sources = f" {fold(sources)} "
    if any(f" {fold(found)} " not in folded_sources for found in TOKEN.findall(sentence)):
        yield Failure("code", "")
    words, told = fold(without_lead(sentence)).split(), f" {fold(system)} "
    runs = (" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
    if any(f" {run} " in told and f" {run} " not in folded_sources for run in runs):
        yield Failure("prompt", "")
    content = {word for word in words if len(word) >= SMALL and word not in UNTELLING and not word.isdigit()}
    known = {word[:6] for word in folded_sources.split()}
    unknown = {word for word in content if word[:6] not in known}
    if (unknown & set(told.split())) - ORDINARY:
        yield Failure("prompt", "")
    if content and 1 - len(unknown) / len(content) < SHARE:
        yield Failure("echo", "")
