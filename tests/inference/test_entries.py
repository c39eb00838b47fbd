"""The operator's own entries of the model register: complete, or refused with the entry and the field."""

import json

import pytest

from chatbot.inference.entries import full_register, read, write
from chatbot.inference.errors import RegisterUnreadable
from chatbot.inference.register import QWEN, SMOLLM2

ENTRY = {
    "name": "Lanterne 1B Q4_K_M",
    "file": "lanterne-1b.gguf",
    "developer": "Atelier Lune",
    "country": "FR",
    "licence": "Apache-2.0",
    "sha256": "a" * 64,
    "size": 1000,
    "context": 4096,
    "template": "file",
    "languages": ["fr", "en"],
    "training_data": "Help pages written for the purpose, published.",
    "training_link": "https://lune.example/lanterne",
    "may_compose": True,
}


@pytest.fixture
def register(tmp_path):
    return tmp_path / "register.json"


def stored(register, *entries):
    register.write_text(json.dumps({"models": entries}))
    return register


def test_without_a_file_there_are_the_built_in_models(register):
    assert list(full_register(register)) == [QWEN, SMOLLM2]


def test_it_has_the_operators_entries_after_the_built_in_ones(register):
    card = list(full_register(stored(register, ENTRY)))[2]
    assert (card.name, card.languages, card.can_compose, card.is_built_in) == (ENTRY["name"], ("fr", "en"), True, False)
    assert full_register(register).by_hash("a" * 64) == full_register(register).by_name("lanterne") == card


def test_it_writes_what_it_reads(register):
    cards = read(stored(register, {**ENTRY, "addresses": ["https://lune.example/lanterne-1b.gguf"]}))
    write(register, cards)
    assert read(register) == cards


WRONG = {
    "name": ["", "  ", 7, "Lan\x1bterne"],
    "file": ["", "../lanterne.gguf", "/etc/x.gguf", "lanterne.bin", ".gguf"],
    "developer": ["", "unknown"],
    "country": ["", "France", "fr"],
    "licence": ["", "unknown", "Other", None],
    "sha256": ["", "A" * 64, "a" * 63],
    "size": [0, -1, "1000", True, 1.5],
    "context": [0, "4096"],
    "template": ["", "jinja"],
    "languages": [[], "fr", ["French"], [1]],
    "training_data": ["", " "],
    "training_link": ["", "lune.example", "file:///etc/passwd", "https://user:word@lune.example/", "http://[broken"],
    "may_compose": ["yes", 1],
    "addresses": ["https://lune.example/", ["ftp://lune.example/x"]],
    "surplus": ["x"],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in WRONG.items() for value in values])
def test_it_names_the_entry_and_the_field(register, field, value):
    with pytest.raises(RegisterUnreadable, match=f"entry 1.*field {field}:") as refused:
        full_register(stored(register, {**ENTRY, field: value}))
    assert str(register) in str(refused.value)


@pytest.mark.parametrize("field", ENTRY)
def test_no_fact_may_be_missing(register, field):
    with pytest.raises(RegisterUnreadable, match=f"field {field}: it is missing"):
        full_register(stored(register, {key: value for key, value in ENTRY.items() if key != field}))


@pytest.mark.parametrize("field", ["name", "file", "sha256"])
def test_no_model_is_entered_twice(register, field):
    with pytest.raises(RegisterUnreadable, match=f"entry 1.*field {field}"):
        full_register(stored(register, {**ENTRY, field: getattr(SMOLLM2, field)}))
    other = {**ENTRY, "name": "Veilleuse", "file": "veilleuse.gguf", "sha256": "b" * 64}
    with pytest.raises(RegisterUnreadable, match=f"entry 2.*field {field}"):
        full_register(stored(register, ENTRY, {**other, field: ENTRY[field]}))


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"models": {}}', '{"models": [], "more": 1}', '{"models": [1]}'])
def test_it_refuses_a_file_of_another_form(register, content):
    register.write_text(content)
    with pytest.raises(RegisterUnreadable, match=r"register\.json"):
        full_register(register)


def test_it_refuses_bytes_that_are_no_text(register):
    register.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RegisterUnreadable, match="not JSON"):
        full_register(register)
