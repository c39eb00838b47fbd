"""docs/compliance.md claims nothing that no test shows: every id has a test that exists, or the reason why not."""

import ast
import re
from functools import cache

import pytest

from chatbot.conf import BASE_DIR

LAST = {"AIA": 28, "CONS": 13, "A11Y": 21, "GDPR": 40, "SEC": 24, "PII": 7}
IDS = [f"{kind}-{number:02}" for kind, last in LAST.items() for number in range(1, last + 1)]
STATES = {"done", "partly", "not yet", "does not apply"}
ROW = re.compile(r"^\| ((?:AIA|CONS|A11Y|GDPR|SEC|PII)-\d+) \|(.*)\|$", re.MULTILINE)
CHECKS = {"assert", "raises", "expect"}


def rows(text):
    """Each id with its behaviour, state, tests and reason, as the document has them."""
    return {name: tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", cells)) for name, cells in ROW.findall(text)}


def faults(text):
    """What is wrong with a document."""
    found, table = [], rows(text)
    names = [name for name, _cells in ROW.findall(text)]
    found += [f"{name}: no row" for name in IDS if name not in table]
    found += [f"{name}: not known, or twice" for name in names if name not in IDS or names.count(name) > 1]
    for name, cells in table.items():
        found += [f"{name}: {fault}" for fault in faults_of(cells)]
    return found


def faults_of(cells):
    if len(cells) != 4:
        return ["a row has five cells"]
    behaviour, state, tests, reason = cells
    claimed = re.findall(r"`([^`]+)`", tests)
    found = [] if behaviour and state in STATES else ["no behaviour, or no known state"]
    if state in {"done", "partly"} and not claimed:
        found.append(f"{state} without a test")
    if state != "done" and not reason:
        found.append(f"{state} without a reason")
    return found + [f"{one} does not exist or checks nothing" for one in claimed if not is_a_test(one)]


def is_a_test(claim):
    path, _, function = claim.partition("::")
    return function.startswith("test_") and function in checking_functions(path)


@cache
def checking_functions(path):
    """The functions of a test file that can fail: with an assertion, an expectation, or an error that must come."""
    file = BASE_DIR / path
    if not path.startswith("tests/") or not file.is_file():
        return set()
    functions = [
        node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return {one.name for one in functions if any(map(is_check, ast.walk(one)))}


def is_check(node):
    if isinstance(node, ast.Call):
        called = node.func
        return (called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")) in CHECKS
    return isinstance(node, ast.Assert)


def document():
    return (BASE_DIR / "docs" / "compliance.md").read_text()


def test_every_id_has_a_test_that_exists_or_a_reason():
    assert faults(document()) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("| AIA-13 |", "| XXX-13 |", "AIA-13: no row"),
        ("| AIA-14 |", "| AIA-13 |", "AIA-13: not known, or twice"),
        ("test_foreign_changed_and", "test_nowhere_to_be_found", "AIA-13: tests/compliance/test_verify.py::test_nowhere"),
        ("`tests/compliance/test_verify.py::", "`tests/compliance/test_nowhere.py::", "AIA-13: tests/compliance/test_nowhere.py"),
        (
            "test_every_word_that_changes_is_noticed_in_the_export",
            "answered",
            "AIA-12: tests/conversations/test_marks.py::answered",
        ),
        ("is stored | done |", "is stored | not yet |", "AIA-13: not yet without a reason"),
        ("is stored | done |", "is stored | surely |", "AIA-13: no behaviour, or no known state"),
    ],
)
def test_a_wrong_row_is_found(old, new, fault):
    text = document()
    assert old in text and any(found.startswith(fault) for found in faults(text.replace(old, new)))


def test_a_claim_without_any_test_is_found():
    assert faults_of(("It is so", "done", "", "")) == ["done without a test"]
    assert faults_of(("It is so", "partly", "`tests/compliance/test_audit.py::test_it_keeps_codes_and_counts`", "")) == [
        "partly without a reason"
    ]
