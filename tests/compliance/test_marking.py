"""What a mark says of an AI message, and by which words a copied message is known again."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.marking import Maker, Marked, digest, fingerprint, statement, visible

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
QWEN = Maker("Qwen", "cc" * 32, "compose-3")


def mark(origin, maker=QWEN, text="Deux à quatre jours."):
    return statement(Marked("m-1", text, AT, origin, "lune"), maker)


def test_it_says_everything_but_the_words():
    said = mark("generated")
    assert (said["id"], said["at"], said["origin"], said["site"]) == ("m-1", "2026-11-24T09:30:00+00:00", "generated", "lune")
    assert said["model"] == {"name": "Qwen", "sha256": "cc" * 32} and said["prompt"] == "compose-3"
    assert "jours" not in str(said) and said["text_sha256"] == digest("Deux à quatre jours.")


@pytest.mark.parametrize(
    ("origin", "term"),
    [("generated", "trainedAlgorithmicMedia"), ("extractive", "digitalCreation"), ("fixed", "digitalCreation")],
)
def test_the_source_type_is_the_iptc_term_for_whoever_wrote_the_words(origin, term):
    assert mark(origin)["digital_source_type"] == f"http://cv.iptc.org/newscodes/digitalsourcetype/{term}"


@pytest.mark.parametrize("origin", ["extractive", "fixed"])
def test_no_model_is_named_for_words_that_people_wrote(origin):
    trace = {"model": {"name": "Qwen", "sha256": "cc" * 32}, "prompt": "compose-3"}
    assert mark(origin, Maker.of_trace(origin, trace))["model"] is None
    assert mark("generated", Maker.of_trace("generated", trace))["model"]["name"] == "Qwen"


@given(st.text(min_size=1, max_size=80), st.integers(0, 79), st.characters())
def test_the_hash_changes_with_any_character(text, place, char):
    text = text.replace("\r", "")
    place = min(place, len(text))
    other = text[:place] + char + text[place + 1 :]
    assert (digest(other) == digest(text)) == (other.replace("\r", "\n") == text)


def test_line_ends_of_another_system_make_no_other_text():
    assert digest("un\r\ndeux") == digest("un\ndeux")


@pytest.mark.parametrize(
    "copied",
    [
        "Oui, 30 jours. Frais : 4,90 € (par article).",
        " Oui,  30 jours.\r\nFrais\u00a0: 4,90\u202f€ (par article).\n",
        "**Oui**, 30 jours.\n\n- Frais : 4,90 € (par article).",
        "Oui, 30 jours.\nFrais : 4,90 € ([par article](https://lune.example/retours)).",
        "Oui,\u200b 30 jours. Frais : 4,90 € (par article).",
    ],
)
def test_a_copy_is_known_again_however_it_was_copied(copied):
    assert fingerprint(copied) == fingerprint("Oui, 30 jours.\n- Frais : 4,90 € (par article).")


@pytest.mark.parametrize(
    "other",
    [
        "Oui, 30 jours. Frais : 4,90 € par article.",
        "Oui, 30 jours. Frais : -4,90 € (par article).",
        "Oui, 60 jours. Frais : 4,90 € (par article).",
        "oui, 30 jours. Frais : 4,90 € (par article).",
    ],
)
def test_other_words_are_another_text(other):
    assert fingerprint(other) != fingerprint("Oui, 30 jours. Frais : 4,90 € (par article).")


def test_the_fingerprint_is_worth_nothing_without_the_installations_secret(monkeypatch):
    before = fingerprint("Oui.")
    monkeypatch.setattr("compliance.marking.conf.secret", lambda name: "another secret")
    assert fingerprint("Oui.") != before


def test_hostile_text_is_read_like_any_other():
    assert visible("<script>alert(1)</script> & <b>gras</b>") == "<script>alert(1)</script> & <b>gras</b>"
