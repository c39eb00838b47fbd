"""What docs/compliance.md says of each behaviour: its state, and what is missing."""

import re
from dataclasses import dataclass
from pathlib import Path

TEST = re.compile(r"`([^`]+)`")
ROW = re.compile(r"^\| ((?:AIA|CONS|A11Y)-\d+) \|(.*)\|$", re.MULTILINE)


@dataclass(frozen=True)
class Behaviour:
    """One row of the table; `state` is done, partly, not yet, does not apply, or unknown without the table."""

    id: str
    words: str
    state: str
    remark: str
    tests: tuple[str, ...] = ()


def behaviours(table: Path) -> dict[str, Behaviour]:
    """Return the rows of the table by id, none when the file is not part of this installation."""
    if not table.is_file():
        return {}
    rows = {}
    for name, cells in ROW.findall(table.read_text()):
        words, state, tests, remark = (cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", cells))
        rows[name] = Behaviour(name, words, state, remark, tuple(TEST.findall(tests)))
    return rows


def behaviour(name: str, rows: dict[str, Behaviour]) -> Behaviour:
    """Return the row of this id, or one that says that nothing is known of it."""
    return rows.get(name, Behaviour(name, "", "unknown", ""))
