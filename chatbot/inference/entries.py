"""The operator's own entries of the model register: a JSON file, read strictly. An entry is complete, or the file is refused."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from chatbot.inference.errors import RegisterUnreadable
from chatbot.inference.register import REGISTER, Address, ModelCard, Register
from chatbot.inference.template import OWN, TEMPLATES

UNKNOWN = {"unknown", "none", "n/a", "na", "other", "?", "-", "tbd", "inconnu", "inconnue", "aucune"}


def _matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _is_known(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.strip().lower() not in UNKNOWN and value.isprintable()


def _is_count(value: Any) -> bool:
    return type(value) is int and value > 0


def _is_address(value: Any) -> bool:
    try:
        parts = urlsplit(value if isinstance(value, str) else "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username


def _are_languages(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_matches(r"[a-z]{2,3}")(one) for one in value)


def _are_addresses(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_address, value))


Check = tuple[Callable[[Any], bool], str]  # and what it expects, in words
FIELDS: dict[str, Check] = {
    "name": (_is_known, "a name"),
    "file": (_matches(r"[\w][\w .+-]*\.gguf"), "the plain name of a file that ends in .gguf"),
    "developer": (_is_known, "who made the model"),
    "country": (_matches(r"[A-Z]{2}(/[A-Z]{2})*"), "the developer's country in two capital letters, such as FR or FR/US"),
    "licence": (_is_known, "the licence's name, such as Apache-2.0: a model of unknown licence is not run"),
    "sha256": (_matches(r"[0-9a-f]{64}"), "64 hexadecimal digits in small letters"),
    "size": (_is_count, "a number of bytes above 0"),
    "context": (_is_count, "a number of tokens above 0"),
    "template": (lambda value: value in (OWN, *TEMPLATES), f"one of {', '.join((OWN, *TEMPLATES))}"),
    "languages": (_are_languages, 'a list of language codes, such as ["fr", "en"]'),
    "training_data": (_is_known, "a summary of what the model was trained on, as its developer tells it"),
    "training_link": (_is_address, "the http(s) address where the developer tells it"),
    "may_compose": (lambda value: isinstance(value, bool), "true or false"),
}
OPTIONAL: dict[str, Check] = {
    "addresses": (_are_addresses, "a list of http(s) addresses"),
    "parent": (_is_known, "the name of the model that it was tuned from"),
}


def full_register(path: Path) -> Register:
    """Return the built-in entries and, after them, those of the operator's file; raises RegisterUnreadable."""
    return Register((*REGISTER, *read(path)))


def read(path: Path) -> list[ModelCard]:
    """Return the operator's entries, none without a file; raises RegisterUnreadable, which names entry and field."""
    try:
        data = json.loads(path.read_text())
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else f"it is not JSON ({error})"
        raise RegisterUnreadable(f"The model register {path} cannot be read: {reason}.") from error
    rows = data.get("models") if isinstance(data, dict) else None
    if not isinstance(rows, list) or set(data) != {"models"}:
        raise RegisterUnreadable(f'The model register {path} must be {{"models": […]}}, with nothing else.')
    cards: list[ModelCard] = []
    for number, row in enumerate(rows, start=1):
        where = f"The model register {path}, entry {number}"
        cards.append(to_card(row, where, known=Register((*REGISTER, *cards))))
    return cards


def to_card(row: Any, where: str, *, known: Register) -> ModelCard:
    """Return the entry of a row that is complete and new; raises RegisterUnreadable, saying `where`."""
    if not isinstance(row, dict):
        raise RegisterUnreadable(f"{where}: it must be an object.")
    if _is_known(row.get("name")):
        where = f"{where} ({row['name']})"
    for field, (is_right, expected) in {**FIELDS, **OPTIONAL}.items():
        if field in row and not is_right(row[field]):
            raise RegisterUnreadable(f"{where}, field {field}: {json.dumps(row[field])[:80]} is not {expected}.")
        if field not in row and field in FIELDS:
            raise RegisterUnreadable(f"{where}, field {field}: it is missing; it must be {expected}.")
    if surplus := set(row) - set(FIELDS) - set(OPTIONAL):
        raise RegisterUnreadable(f"{where}, field {min(surplus)}: there is no such field.")
    _check_new(row, where, known)
    return _card(row)


def write(path: Path, cards: Iterable[ModelCard]) -> None:
    """Replace the operator's file, whole or not at all; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(json.dumps({"models": [to_row(card) for card in cards]}, indent=2, ensure_ascii=False) + "\n")
    fresh.replace(path)


def to_row(card: ModelCard) -> dict[str, Any]:
    """Return the entry as the file holds it."""
    row = {field: getattr(card, field) for field in FIELDS if field != "may_compose"}
    addresses = [source.url for source in card.sources if isinstance(source, Address)]
    return {
        **row,
        "languages": list(card.languages),
        "may_compose": card.can_compose,
        **({"addresses": addresses} if addresses else {}),
        **({"parent": card.parent} if card.parent else {}),
    }


def _card(row: dict[str, Any]) -> ModelCard:
    facts = {field: row[field] for field in FIELDS if field not in ("may_compose", "languages")}
    return ModelCard(
        **facts,
        languages=tuple(row["languages"]),
        can_compose=row["may_compose"],
        sources=tuple(Address(url) for url in row.get("addresses", ())),
        parent=row.get("parent", ""),
        is_built_in=False,
    )


def _check_new(row: dict[str, Any], where: str, known: Register) -> None:
    for field in ("name", "file", "sha256"):
        if any(getattr(card, field).lower() == row[field].lower() for card in known):
            raise RegisterUnreadable(f"{where}, field {field}: the register has an entry with {row[field]} already.")
