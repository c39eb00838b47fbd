"""Replacing personal identifiers in a text by placeholders, and putting them back: pure functions, no model.

Structured identifiers only, verified by their check digits where they have some. Names come with a later version.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import phonenumbers
from stdnum import iban, luhn
from stdnum.exceptions import ValidationError
from stdnum.fr import nir, siren

Entity = tuple[int, int, str]  # start, end, type


@dataclass(frozen=True)
class Redacted:
    """A text with placeholders; `mapping` gives each placeholder's value, and lives only as long as the request."""

    text: str
    entities: tuple[Entity, ...]
    mapping: dict[str, str] = field(repr=False)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many identifiers of each type were found."""
        kinds = [kind for _start, _end, kind in self.entities]
        return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def redact(text: str) -> Redacted:
    """Return the text with every identifier replaced; positions refer to the original text."""
    plain = _plain(text)
    entities = _without_overlaps(plain)
    parts: list[str] = []
    mapping: dict[str, str] = {}
    numbers: dict[str, int] = {}
    known: dict[tuple[str, str], str] = {}
    position = 0
    for start, end, kind in entities:
        value = text[start:end]
        placeholder = known.get((kind, plain[start:end]))
        if placeholder is None:
            numbers[kind] = numbers.get(kind, 0) + 1
            placeholder = f"[{kind}_{numbers[kind]}]"
            known[kind, plain[start:end]] = placeholder
            mapping[placeholder] = value
        parts += [text[position:start], placeholder]
        position = end
    return Redacted("".join([*parts, text[position:]]), tuple(entities), mapping)


def restore(text: str, mapping: dict[str, str]) -> str:
    """Put the values back in place of their placeholders."""
    for placeholder, value in mapping.items():
        text = text.replace(placeholder, value)
    return text


def _plain(text: str) -> str:
    """Return the text with full-width digits, odd blanks and hyphens made plain, character for character."""
    return "".join(_plain_char(char) for char in text)


def _plain_char(char: str) -> str:
    if char.isdigit():
        return str(unicodedata.digit(char, 0))
    if unicodedata.category(char) in {"Zs", "Cf"}:
        return " "
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def _luhn(value: str) -> bool:
    digits = re.sub(r"\D", "", value)
    return 13 <= len(digits) <= 19 and digits[0] in "3456" and luhn.is_valid(digits)


def _checked(check: Callable[[str], str]) -> Callable[[str], bool]:
    def is_valid(value: str) -> bool:
        try:
            check(value)
        except ValidationError:
            return False
        return True

    return is_valid


def _ip(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


PATTERNS: list[tuple[str, re.Pattern[str], Callable[[str], bool]]] = [
    ("EMAIL", re.compile(r"[\w.+-]+(?:@|\s?\(at\)\s?|\s?\[at\]\s?)[\w-]+(?:\.[\w-]+)+", re.ASCII), lambda value: True),
    ("URL", re.compile(r"https?://\S*[?&#=]\S+"), lambda value: True),
    ("IBAN", re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}\b"), _checked(iban.validate)),
    ("NIR", re.compile(r"\b[12](?:[ .-]?\d){4}[ .-]?(?:\d[ .-]?\d|2[ABab])(?:[ .-]?\d){8}\b"), _checked(nir.validate)),
    ("CARD", re.compile(r"\b\d(?:[ .-]?\d){12,18}\b"), _luhn),
    ("IP", re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"), _ip),
    ("SIRET", re.compile(r"\b\d{3}[ ]?\d{3}[ ]?\d{3}[ ]?\d{5}\b"), lambda value: luhn.is_valid(re.sub(r"\D", "", value))),
    ("VAT", re.compile(r"\bFR[ ]?\d{2}[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}\b", re.IGNORECASE), lambda value: True),
    ("SIREN", re.compile(r"(?<=siren)\D{0,6}\d{3}[ ]?\d{3}[ ]?\d{3}\b", re.IGNORECASE), lambda value: bool(siren)),
]


def _found(text: str) -> Iterator[Entity]:
    for kind, pattern, is_valid in PATTERNS:
        for match in pattern.finditer(text):
            if is_valid(match[0]):
                yield match.start(), match.end(), kind
    for region in ("FR", "GB"):
        for call in phonenumbers.PhoneNumberMatcher(text, region):
            yield call.start, call.end, "PHONE"


def _without_overlaps(text: str) -> list[Entity]:
    """Return the entities in order; of two that overlap, the one whose kind is checked first."""
    taken: list[Entity] = []
    for entity in _found(text):
        if all(entity[1] <= other[0] or entity[0] >= other[1] for other in taken):
            taken.append(entity)
    return sorted(taken)
