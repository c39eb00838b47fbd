import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch):
    """Run the search command; returns whether it succeeded, stdout and stderr."""

    def run(*arguments, given=b"", **options):
        out, errors = io.StringIO(), io.StringIO()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        try:
            call_command("search", *arguments, stdout=out, stderr=errors, **options)
        except CommandError as error:
            return False, out.getvalue(), errors.getvalue() + str(error)
        return True, out.getvalue(), errors.getvalue()

    return run


def test_it_answers_each_line_with_a_line(run, published):
    published("retours", "Retours", "Trente jours.")
    published("returns", "Returns", "Thirty days.", language="en")
    done, out, errors = run(site="lune", json=True, given=b'{"query": "Retours ?"}\n\n{"query": "thirty days"}\n')
    lines = [json.loads(line) for line in out.splitlines()]
    assert (done, errors) == (True, "")
    assert [line["query"] for line in lines] == ["Retours ?", "thirty days"]
    assert [[hit["id"] for hit in line["results"]] for line in lines] == [["retours", "returns"], ["returns", "retours"]]
    assert all(0 <= hit["score"] <= 1 for line in lines for hit in line["results"])


@pytest.mark.parametrize(
    "bad",
    [b"{", b"[1]", b'{"query": 3}', b'{"query": ""}', b'{"text": "x"}', b"\xff", b'{"query": "\\ud800"}', b"null", b"[" * 99_999],
)
def test_it_names_a_bad_line_and_does_the_others(run, published, bad):
    published("retours", "Retours", "Trente jours.")
    done, out, errors = run(site="lune", json=True, given=b'{"query": "a"}\n' + bad + b'\n{"query": "b"}')
    assert not done and "line 2" in errors
    assert [json.loads(line)["query"] for line in out.splitlines()] == ["a", "b"]


def test_it_lists_for_people(run, published):
    published("retours", "Retourner un article", "Trente jours.")
    done, out, _errors = run("retourner un article", site="lune")
    assert done and "Retourner un article  [retours, fr]" in out and "Trente jours." in out


def test_it_searches_one_language_when_asked(run, published):
    published("retours", "Retours", "Trente jours.")
    assert run("retours", site="lune", language="en") == (True, "", "Nothing is published here.\n")


def test_it_says_what_is_missing(run, site):
    assert "no site “nowhere”" in run("x", site="nowhere")[2]
    assert "Give a question" in run(site="lune")[2]
