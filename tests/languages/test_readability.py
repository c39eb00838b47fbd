"""Every text that customers read is in plain words, measured in French (Kandel and Moles) and English (Flesch).

60 is where both scales begin to call a text standard, readable at thirteen to fifteen years: all texts together must be there.
A single text may fall to 50, for one indispensable term ("intelligence artificielle", "accessibility") costs a short sentence ten
points. Fewer than ten words are too few to measure. No sentence is longer than 25 words.
"""

import re

import pytest

from chatbot.answering.texts import TEXTS
from compliance.disclosure import TEXTS as NOTICES
from tests.languages.leaks import HOLE, as_list, catalogue
from tests.languages.readability import score, sentences, syllables, words

TOGETHER, ALONE, MEASURABLE, LONGEST = 60, 50, 10, 25
LANGUAGES = ["fr", "en"]


def texts(language):
    """Return all texts for customers: the interface's, the fixed replies and the AI notice; a place counts as a short word."""
    found = []
    for english in catalogue("de"):  # holds what customers read and nothing else
        message = catalogue("fr")[english]
        found += as_list(message.id if language == "en" else message.string)
    found += [wordings[language] for wordings in [*TEXTS.values(), NOTICES]]
    return [HOLE.sub(" X ", text) for text in found]


def measurable(language):
    return [text for text in texts(language) if len(words(text, language)) >= MEASURABLE]


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [
        *(("réponse", "fr", 2), ("conversation", "fr", 4), ("question", "fr", 2), ("articles", "fr", 2), ("écrivent", "fr", 2)),
        *(("page", "en", 1), ("article", "en", 3), ("conversation", "en", 4), ("stored", "en", 1), ("need", "en", 1)),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word, language, count):
    assert syllables(word, language) == count


def test_officialese_fails_and_plain_words_pass():
    heavy = "L’exercice effectif des prérogatives susmentionnées présuppose l’authentification préalable de l’interlocuteur."
    assert score(heavy, "fr") < ALONE < score("Pour lire vos messages, il faut d’abord montrer qu’ils sont à vous.", "fr")
    heavy = "Notwithstanding the aforementioned considerations, authentication constitutes an indispensable prerequisite."
    assert score(heavy, "en") < ALONE < score("To read your messages, first show that they are yours.", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_texts_together_are_easy_to_read(language):
    measured = measurable(language)
    assert len(measured) > 100
    assert score(" ".join(re.sub(r"(?<![.:?!])$", ".", text.strip()) for text in measured), language) >= TOGETHER


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_single_text_is_hard_to_read(language):
    assert [(round(score(text, language)), text) for text in measurable(language) if score(text, language) < ALONE] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_long(language):
    assert [part for text in texts(language) for part in sentences(text) if len(words(part, language)) > LONGEST] == []
