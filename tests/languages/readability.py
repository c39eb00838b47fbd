"""How plain a text is: Flesch's formula for English, Kandel and Moles's for French; 100 is very easy, 0 very difficult.

English (Flesch 1948): 206.835 - 1.015 x words per sentence - 84.6 x syllables per word.
French (Kandel and Moles 1958): 207 - 1.015 x words per sentence - 73.6 x syllables per word.
"""

import re

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
FRENCH_WORD = re.compile(r"[^\W\d_]+")
END = re.compile(r"[.!?…:;]+(?:\s|$)")
VOWELS = {"fr": "aeiouyàâäéèêëîïôöùûüœæ", "en": "aeiouy"}


def sentences(text):
    """Return the sentences of a text; a colon or semicolon ends one too, as readers pause there."""
    return [part for part in END.split(text) if WORD.search(part)]


def words(text, language):
    """Return the words of a text; in French an elided word belongs to the next one (l’article), a hyphen parts two."""
    if language == "fr":
        return FRENCH_WORD.findall(re.sub(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]", "", text, flags=re.IGNORECASE))
    return WORD.findall(text)


def syllables(word, language):
    """Count the syllables of a word by its groups of vowels, without the endings that are written and not spoken."""
    word = word.lower()
    if language == "fr":
        spoken = re.sub(r"(?<=[^aeiouyéè])(?:e|es|ent)$", "", word) if len(word) > 3 else word
        spoken = re.sub(r"(?<=[aeiouyéè])(?:e|es|ent)$", "", spoken) if spoken == word and word.endswith(("e", "es")) else spoken
        spoken = re.sub(r"qu|gu(?=[ei])", "q", spoken)
    else:
        spoken = re.sub(r"(?<=[^aeiouy])e$|(?<![td])ed$|(?<=[^aeiouysxz])es$", "", word) if not word.endswith("le") else word
    return max(1, len(re.findall(f"[{VOWELS[language]}]+", spoken)))


def score(text, language):
    """Return how easy a text is to read."""
    spoken = words(text, language)
    length = len(spoken) / max(1, len(sentences(text)))
    weight = sum(syllables(word, language) for word in spoken) / max(1, len(spoken))
    return 207 - 1.015 * length - 73.6 * weight if language == "fr" else 206.835 - 1.015 * length - 84.6 * weight
