"""French or English? Decided on small words, which are most of a short question."""

import re

WORDS = {
    "fr": "le la les un une des du de et est sont je tu il elle nous vous mon ma mes votre vos ne pas que qui quoi où quel quelle "
    "quels quelles comment pourquoi combien quand peut puis avez ai dois faire pour dans sur avec sans au aux ce cette cet se sa son "
    "bonjour merci svp est-ce y en si ou plus par chez leur être avoir",
    "en": "the a an of and is are i you he she we they my your our not what who where which how why much many when can could have has "
    "do does did to for in on with without this that these those hello hi thanks please it if or more by their be me us from at will",
}
SETS = {language: frozenset(words.split()) for language, words in WORDS.items()}
TOKEN = re.compile(r"[a-zà-öø-ÿœæ-]+")
ACCENTS = re.compile(r"[àâçéèêëîïôùûœ]")


def detect(text: str, default: str) -> str:
    """Return the language of the text; `default` when nothing tells."""
    words = [
        part for token in TOKEN.findall(text.lower().replace("’", " ").replace("'", " ")) for part in {token, token.split("-")[0]}
    ]
    scores = {language: sum(word in known for word in words) for language, known in SETS.items()}
    scores["fr"] += len(ACCENTS.findall(text.lower()))
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > min(scores.values()) else default
