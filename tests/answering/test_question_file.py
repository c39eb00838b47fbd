import json

import pytest

from chatbot.answering.evaluation.questions import LONGEST, read
from chatbot.errors import Invalid


@pytest.fixture
def file(tmp_path):
    def write(*lines):
        path = tmp_path / "questions.jsonl"
        path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
        return path

    return write


def test_it_reads_what_a_question_may_have(file):
    whole = {
        "query": "Quel délai ?",
        "expected": ["a", "b"],
        "lang": "fr",
        "answer_contains": ["14 jours"],
    }
    one, other, guard = read(
        file(whole, b"", {"question": "Hi?", "lang": "en"}, {"question": "Robot ?", "kind": "guard:identity"}), language="fr"
    )
    assert (one.question, one.expected, one.answer_contains) == ("Quel délai ?", {"a", "b"}, ("14 jours",))
    assert one.is_answerable and not one.is_foreign
    assert other.is_foreign and other.language == "en"
    assert guard.guard == "identity" and guard.language == "fr" and not guard.is_foreign


def test_every_question_of_a_foreign_file_is_unanswerable(file):
    (one,) = read(file({"question": "Quel délai ?", "expected": ["a"]}), language="fr", foreign=True)
    assert one.is_foreign


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (b"not json", "JSON"),
        (b'{"question": "\xff"}', "JSON"),
        (b"[" * 100_000, "JSON"),
        (["a list"], "object"),
        ({"expected": ["a"]}, "“question”"),
        ({"question": "  "}, "“question”"),
        ({"question": 3}, "“question”"),
        ({"question": "\ud800"}, "“question”"),
        ({"question": "x" * (LONGEST + 1)}, str(LONGEST)),
        ({"question": "x", "expected": "a"}, "“expected”"),
        ({"question": "x", "expected": [3]}, "“expected”"),
        ({"question": "x", "answer_contains": [""]}, "“answer_contains”"),
        ({"question": "x", "lang": "xx"}, "“lang”"),
        ({"question": "x", "kind": "identity"}, "guard:"),
    ],
)
def test_it_names_the_line_that_cannot_be_used_and_why(file, line, word):
    with pytest.raises(Invalid, match="line 2") as error:
        read(file({"question": "fine"}, line), language="fr")
    assert word in error.value.message


def test_it_says_when_there_is_no_file_or_nothing_in_it(file, tmp_path):
    with pytest.raises(Invalid, match="cannot be read"):
        read(tmp_path / "absent.jsonl", language="fr")
    with pytest.raises(Invalid, match="no question"):
        read(file(b"", b"  "), language="fr")
