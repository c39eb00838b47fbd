import io
import json

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from compliance.redaction import redact, restore


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("écrivez à dana.petit@mail.example svp", "EMAIL"),
        ("mon numéro : 06 12 34 56 78", "PHONE"),
        ("mon numéro : +33 6 12 34 56 78", "PHONE"),
        ("mon numéro : 06\u00a012\u00a034\u00a056\u00a078", "PHONE"),
        ("mon numéro : ０６ １２ ３４ ５６ ７８", "PHONE"),
        ("IBAN FR14 2004 1010 0505 0001 3M02 606", "IBAN"),
        ("carte 4111 1111 1111 1111", "CARD"),
        ("carte 4111-1111-1111-1111", "CARD"),
        ("sécu 2 55 08 14 168 025 38", "NIR"),
        ("depuis 192.168.10.24", "IP"),
        ("lien https://x.example/reset?token=abc", "URL"),
        ("SIRET 732 829 320 00074", "SIRET"),
    ],
)
def test_an_identifier_is_replaced(text, kind):
    done = redact(text)
    assert kind in {entity[2] for entity in done.entities} and f"[{kind}_1]" in done.text
    assert restore(done.text, done.mapping) == text


@pytest.mark.parametrize(
    "text", ["commande LUNE-2024-1234", "carte 4111 1111 1111 1112", "le 12/10/2026", "4,90 €", "75011 Paris", ""]
)
def test_what_is_none_stays(text):
    assert redact(text).text == text


def test_the_same_value_gets_the_same_placeholder():
    done = redact("a@b.example ou c@d.example, plutôt a@b.example")
    assert done.text == "[EMAIL_1] ou [EMAIL_2], plutôt [EMAIL_1]" and done.counts == {"EMAIL": 3}


@given(st.text(max_size=200))
def test_restoring_gives_the_text_back(text):
    if "[" not in text:
        done = redact(text)
        assert restore(done.text, done.mapping) == text


def test_the_command_gives_positions_in_the_given_text(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO('{"text": "é a@b.example"}\n'.encode())))
    call_command("redact", "--json")
    assert json.loads(capsys.readouterr().out) == {
        "text": "é a@b.example", "redacted": "é [EMAIL_1]", "entities": [[2, 13, "EMAIL"]],
    }  # fmt: skip
