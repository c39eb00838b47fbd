"""Sealed columns: written under the subject's key, opened when an attribute is read, and bound to their table, column and row."""

import json
import os
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, cast
from uuid import UUID

import numpy as np
from cryptography.exceptions import InvalidTag
from django import forms
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from chatbot.errors import GuichetError
from compliance.vault import keys
from compliance.vault.masters import NONCE_BYTES

MARK = b"\xf8\x01"  # version 1; no text in UTF-8 begins with it
NONCE_AT, WORDS_AT = len(MARK) + 16, len(MARK) + 16 + NONCE_BYTES


class Altered(GuichetError):
    """What is stored is not what was sealed in this row, or was never sealed."""

    code, status = "altered", 500
    default = _("This content cannot be shown: what is stored was altered or belongs elsewhere.")


@dataclass(frozen=True)
class Sealed:
    """What the database holds of a sealed column: mark, subject, nonce, ciphertext; of an empty value nothing."""

    blob: bytes = field(repr=False)


def seal(subject: UUID, place: bytes, words: bytes) -> Sealed:
    """Seal words under the subject's key, for this place only."""
    nonce = os.urandom(NONCE_BYTES)
    return Sealed(MARK + subject.bytes + nonce + keys.cipher_of(subject).encrypt(nonce, words, place))


def unseal(sealed: Sealed, place: bytes) -> bytes:
    """Return the words sealed for this place; raises Altered or KeyDestroyed."""
    blob = sealed.blob
    if not blob.startswith(MARK) or len(blob) < WORDS_AT:
        raise Altered
    cipher = keys.cipher_of(UUID(bytes=blob[len(MARK) : NONCE_AT]))
    try:
        return cipher.decrypt(blob[NONCE_AT:WORDS_AT], blob[WORDS_AT:], place)
    except InvalidTag as error:
        raise Altered from error


class Opening(DeferredAttribute):
    """Opens a sealed value when it is first read, and keeps it open in the instance."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = instance.__dict__[self.field.attname] = cast(SealedField, self.field).opened(instance, value)
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedField(models.Field):  # type: ignore[type-arg]  # generic in its stubs only
    """A column of bytes that only this installation's keys open.

    `subject` names the attribute that holds the subject's id, `row` the one that tells the row: it must be known before the row
    is stored. Queries can ask whether it is empty, and nothing else.
    """

    descriptor_class = Opening

    def __init__(self, *args: Any, subject: str, row: str = "pk", **options: Any) -> None:
        self.subject, self.row = subject, row
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """Return how a migration makes this field again."""
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "subject": self.subject, "row": self.row}

    def get_internal_type(self) -> str:
        """Return the type of the column: bytes."""
        return "BinaryField"

    def encode(self, value: Any) -> bytes:
        """Return a value as the bytes to seal."""
        raise NotImplementedError

    def decode(self, words: bytes) -> Any:
        """Return the value of opened bytes."""
        raise NotImplementedError

    def place(self, row: object) -> bytes:
        """Return what the ciphertext is bound to: table, column, row."""
        return f"{self.model._meta.db_table}\0{self.column}\0{row}".encode()

    def sealed(self, subject: UUID, row: object, value: Any) -> Sealed:
        """Return a value as it is stored."""
        return Sealed(b"") if is_empty(value) else seal(subject, self.place(row), self.encode(value))

    def opened(self, instance: models.Model, sealed: Sealed) -> Any:
        """Return the value of a row; raises Altered or KeyDestroyed."""
        return self.decode(unseal(sealed, self.place(attrgetter(self.row)(instance))))

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed:
        """Seal the row's value; one that was never opened stays as it is."""
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, Sealed):
            return value
        found = attrgetter(self.subject, self.row)(model_instance)
        return self.sealed(*found, getattr(model_instance, self.attname))

    def from_db_value(self, value: Any, *args: Any) -> Any:
        """Return what is stored, to be opened by the attribute."""
        if value is None:
            return None
        return Sealed(bytes(value)) if value else self.get_default()

    def get_prep_value(self, value: Any) -> Any:
        """Return the bytes for the database; words themselves never get there, neither to be stored nor to be compared."""
        if isinstance(value, Sealed):
            return value.blob
        if value is None or is_empty(value):
            return None if value is None else b""
        raise TypeError(f"{self.model.__name__}.{self.name} is sealed: save its row, and look rows up by another column.")


def is_empty(value: Any) -> bool:
    """Return whether there is nothing to seal; that a value is empty can be seen and asked for."""
    return isinstance(value, (str, list, dict)) and not value


class SealedTextField(SealedField, models.TextField):  # type: ignore[type-arg]
    """Sealed text."""

    def encode(self, value: str) -> bytes:
        return value.encode()

    def decode(self, words: bytes) -> str:
        return words.decode()

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"widget": forms.Textarea, **options})


class SealedJSONField(SealedField):
    """Sealed data of JSON; give its empty value as default."""

    def encode(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def decode(self, words: bytes) -> Any:
        return json.loads(words)


class SealedVectorField(SealedField):
    """A sealed vector of 32-bit numbers: what a text means tells much of what it says."""

    def encode(self, value: Any) -> bytes:
        return np.asarray(value, "<f4").tobytes()

    def decode(self, words: bytes) -> NDArray[np.float32]:
        return np.frombuffer(words, "<f4")
