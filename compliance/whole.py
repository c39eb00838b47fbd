"""A whole transcript, signed: which messages, by whom, when and in which order; of their texts the hashes only."""

from typing import Any

from compliance.keys import Keys
from compliance.marking import digest
from compliance.signing import Signature, sign

SCHEMA = "guichet-transcript-1"
LIST = "transcript_signature"  # the field of an export


def signed(data: dict[str, Any]) -> dict[str, Any]:
    """Return an export with its list of messages signed, so that one left out, added, changed or moved is noticed."""
    return {**data, LIST: sign(statement(data)).as_data()}


def statement(data: dict[str, Any]) -> dict[str, Any]:
    """Return what is signed of an export."""
    messages = [_line(message) for message in data["messages"]]
    return {
        "schema": SCHEMA,
        "reference": data.get("reference"),
        "controller": data.get("controller"),
        "count": len(messages),
        "messages": messages,
    }


def holds(data: dict[str, Any], signature: Signature, known: Keys) -> bool:
    """Return whether one of the keys has signed this very list of messages."""
    return signature.signed == statement(data) and signature.holds(known)


def _line(message: dict[str, Any]) -> dict[str, Any]:
    told = {name: message.get(name) for name in ("number", "id", "author_type", "author", "at")}
    return told | {"text_sha256": digest(message["text"])}
