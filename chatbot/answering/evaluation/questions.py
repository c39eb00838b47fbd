"""The question file: JSONL, a question a line with the articles that answer it. A line that cannot be used is named."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chatbot.errors import Invalid

LONGEST = 2000  # characters of a question
LANGUAGES = ("fr", "en")
GUARD = "guard:"


@dataclass(frozen=True)
class Case:
    """A question; `expected` are the external ids of the articles that answer it, any of them. None: nothing answers it."""

    question: str
    language: str
    expected: frozenset[str] = frozenset()
    answer_contains: tuple[str, ...] = ()
    guard: str = ""  # the intent that must be recognised: identity, human, rights, …

    @property
    def is_answerable(self) -> bool:
        """Whether an article of the site answers it."""
        return bool(self.expected)

    @property
    def is_foreign(self) -> bool:
        """Whether the only right answer is that nothing was found."""
        return not self.expected and not self.guard


def read(path: Path, *, language: str, foreign: bool = False) -> list[Case]:
    """Return the file's questions; those of a foreign file count as unanswerable. Raises Invalid, naming the first bad line."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror}.") from error
    cases = [_case(line, f"{path}, line {number}", language, foreign) for number, line in enumerate(lines, 1) if line.strip()]
    if not cases:
        raise Invalid(f"{path} holds no question.")
    return cases


def fingerprint(paths: Sequence[Path]) -> str:
    """Return one sha256 of the files, by which the figures name what they were measured on."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def _case(line: bytes, where: str, language: str, foreign: bool) -> Case:
    try:
        data = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Invalid(f"{where}: this is no JSON in UTF-8.") from error
    if not isinstance(data, dict):
        raise Invalid(f'{where}: must be an object such as {{"question": "…", "expected": ["id"]}}.')
    kind = _text(data, "kind", where)
    if kind and not kind.startswith(GUARD):
        raise Invalid(f"{where}: “kind” must begin with “{GUARD}”, such as guard:identity.")
    spoken = _text(data, "lang", where) or language
    if spoken not in LANGUAGES:
        raise Invalid(f"{where}: “lang” must be one of {', '.join(LANGUAGES)}.")
    expected = frozenset() if foreign else frozenset(_texts(data, "expected", where))
    return Case(_question(data, where), spoken, expected, _texts(data, "answer_contains", where), kind.removeprefix(GUARD))


def _question(data: dict[str, Any], where: str) -> str:
    text = _text(data, "question", where) or _text(data, "query", where)
    if not text.strip():
        raise Invalid(f"{where}: “question” is missing or empty.")
    if len(text) > LONGEST:
        raise Invalid(f"{where}: the question is longer than {LONGEST} characters.")
    return text


def _text(data: dict[str, Any], name: str, where: str) -> str:
    value = data.get(name) or ""
    if not isinstance(value, str) or not _is_encodable(value):
        raise Invalid(f"{where}: “{name}” must be a text.")
    return value


def _texts(data: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = data.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() and _is_encodable(one) for one in value):
        raise Invalid(f"{where}: “{name}” must be a list of texts.")
    return tuple(value)


def _is_encodable(text: str) -> bool:
    """A lone half of a surrogate pair is no text."""
    return not any("\ud800" <= char <= "\udfff" for char in text)
