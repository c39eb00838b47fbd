"""Signing a statement and checking a signature: Ed25519 over canonical JSON."""

import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from django.utils.translation import gettext as _

from chatbot.errors import Invalid
from compliance import keys


@dataclass(frozen=True)
class Signature:
    """A statement, the id of the key that signed it, and the signature itself in base64url."""

    key_id: str
    value: str
    signed: dict[str, Any]

    @classmethod
    def read(cls, given: Any) -> "Signature":
        """Return the signature that stands in data from outside; raises Invalid."""
        parts = (given.get("key_id"), given.get("value"), given.get("signed")) if isinstance(given, dict) else ()
        match parts:
            case (str(key_id), str(value), dict(signed)):
                return cls(key_id, value, signed)
        raise Invalid(_('A signature is a JSON object {"key_id": …, "value": …, "signed": {…}}.'))

    def as_data(self) -> dict[str, Any]:
        """Return the signature as it stands in frames and exports."""
        return {"key_id": self.key_id, "value": self.value, "signed": self.signed}

    def holds(self, known: keys.Keys) -> bool:
        """Return whether the key named, one of those known, has signed this very statement."""
        try:
            known[self.key_id].verify(keys.decoded(self.value), canonical(self.signed))
        except (KeyError, ValueError, RecursionError, InvalidSignature):
            return False
        return True


def canonical(statement: dict[str, Any]) -> bytes:
    """Return the one form of a statement: keys in order, no blanks, UTF-8 (RFC 8785 for the texts and nulls we sign)."""
    return json.dumps(statement, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


def sign(statement: dict[str, Any]) -> Signature:
    """Sign with today's key, which stays known from now on."""
    key = keys.private_key()
    return Signature(keys.remember(key.public_key()), keys.encoded(key.sign(canonical(statement))), statement)
