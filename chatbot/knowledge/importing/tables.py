"""JSONL and CSV: an article a line."""

import csv
import io
import json
from pathlib import Path

from chatbot.knowledge.importing.item import Found, Items, Rejected


def read_jsonl(path: Path) -> Items:
    """Yield an article for each line of JSON; a bad line is rejected and the others go on."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if not raw.strip():
                continue
            where = f"{path.name}, line {number}"
            try:
                fields = json.loads(raw.decode("utf-8"))
            except UnicodeDecodeError as error:
                yield Rejected(where, f"is not UTF-8 (byte {error.start + 1}): save the file as UTF-8")
            except (ValueError, RecursionError) as error:
                yield Rejected(where, f"is not JSON ({error}): correct or remove the line")
            else:
                yield Found(where, fields) if isinstance(fields, dict) else Rejected(where, "is not a JSON object")


def read_csv(path: Path) -> Items:
    """Yield an article for each row; the first row names the columns, the separator is guessed."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield Rejected(path.name, f"is not UTF-8 (byte {error.start + 1}): save the file as UTF-8")
        return
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    rows = csv.DictReader(io.StringIO(text), delimiter=separator, strict=True)
    number = 1
    try:
        if not {"id", "text"} <= set(rows.fieldnames or ()):
            yield Rejected(path.name, "has no columns “id” and “text” in its first row: name the columns")
            return
        for number, row in enumerate(rows, start=2):
            where = f"{path.name}, row {number}"
            if None in row or None in row.values():
                yield Rejected(where, "has not as many cells as the first row: check separators and quotes")
            else:
                yield Found(where, dict(row))
    except csv.Error as error:
        yield Rejected(f"{path.name}, row {number + 1}", f"is broken ({error}): nothing after it was read")
