"""A conversation in schema.org's words, so that machines read in a transcript who wrote what."""

from typing import Any

from compliance.whole import LIST

KINDS = {"ai": "SoftwareApplication", "system": "SoftwareApplication"}


def conversation(data: dict[str, Any]) -> dict[str, Any]:
    """Return an exported conversation as JSON-LD: authors, times and where words come from, not the words again."""
    whole = {
        "@context": "https://schema.org",
        "@type": "Conversation",
        "identifier": data["reference"],
        "publisher": {"@type": "Organization", "name": data["controller"]},
        "hasPart": [_message(message) for message in data["messages"]],
    }
    return whole | {"additionalProperty": [_property(LIST, data[LIST])]} if LIST in data else whole


def _message(message: dict[str, Any]) -> dict[str, Any]:
    made = {
        "@type": "Message",
        "identifier": message["id"],
        "position": message["number"],
        "dateCreated": message["at"],
        "author": {"@type": KINDS.get(message["author_type"], "Person"), "name": message["author"]},
    }
    if message["ai_generated"]:
        return made | _mark(message)
    return made | {"digitalSourceType": message["digital_source_type"]} if message["digital_source_type"] else made


def _mark(message: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of an AI's message alone."""
    properties = {name: message[name] for name in ("ai_generated", "origin", "model", "signature")}
    return {
        "digitalSourceType": message["digital_source_type"],
        "additionalProperty": [_property(name, value) for name, value in properties.items()],
    }


def _property(name: str, value: Any) -> dict[str, Any]:
    return {"@type": "PropertyValue", "name": name, "value": value}
