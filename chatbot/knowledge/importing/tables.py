"""JSONL and CSV: an article a line."""

import csv
import io
import json
from pathlib import Path

from chatbot.knowledge.importing.item import Found, Items, Rejected


def read_jsonl(path: Path, name: str) -> Items:
    """Yield an article for each line of JSON; a bad line is rejected and the others go on."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if not raw.strip():
                continue
            where = f"{name}, line {number}"
            try:
                fields = json.loads(raw.decode("utf-8-sig"))
            except UnicodeDecodeError as error:
                yield Rejected(where, f"is not UTF-8 (byte {error.start + 1}): save the file as UTF-8")
            except (ValueError, RecursionError) as error:
                yield Rejected(where, f"is not JSON ({error}): correct or remove the line")
            else:
                yield Found(where, fields) if isinstance(fields, dict) else Rejected(where, "is not a JSON object")


def read_csv(path: Path, name: str) -> Items:
    """Yield an article for each row; the first row names the columns, the separator is guessed."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield Rejected(name, f"is not UTF-8 (byte {error.start + 1}): save the file as UTF-8")
        return
    if not text.strip():
        return
    csv.field_size_limit(len(text))  # the limit on texts is checked with a clear word later
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    rows: csv.DictReader[str] = csv.DictReader(io.StringIO(text), delimiter=separator, strict=True)
    number = 1
    try:
        columns = [column.strip().lower() for column in rows.fieldnames or ()]
        if not {"id", "external_id"} & set(columns) or not {"text", "body"} & set(columns):
            yield Rejected(name, "has no columns “id” and “text” in its first row: name the columns")
            return
        rows.fieldnames = columns
        for number, row in enumerate(rows, start=2):
            where = f"{name}, row {number}"
            if None in row or None in row.values():
                yield Rejected(where, "has not as many cells as the first row: check separators and quotes")
            else:
                yield Found(where, dict(row))
    except csv.Error as error:
        yield Rejected(f"{name}, row {number + 1}", f"is broken ({error}): nothing after it was read")
