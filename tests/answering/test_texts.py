import string

import pytest

from chatbot.answering.guards import GUARDS
from chatbot.answering.texts import TEXTS, text

LANGUAGES = ["fr", "en", "de", "es", "it"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted({one.text for one in GUARDS} | {"near", "not_found"}))
def test_every_fixed_text_exists_in_every_language(key, language):
    said = text(key, language, "Maison Lune")
    assert said and "{" not in said and (language == "fr" or said != text(key, "fr", "Maison Lune"))


def test_texts_name_nothing_but_the_company_the_button_and_languages():
    fields = {name for one in TEXTS.values() for said in one.values() for _, name, _, _ in string.Formatter().parse(said) if name}
    assert fields <= {"company", "button", "withdrawal", "articles"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_asks_is_told_that_it_is_no_person(language):
    said = text("identity", language, "Maison Lune")
    assert said.split()[0].strip(",") in {"Non", "No", "Nein"} and "Maison Lune" in said
