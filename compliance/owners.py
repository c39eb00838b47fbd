"""Who holds personal data: each part of Guichet that does registers an owner, and the portal asks them all."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest

from chatbot.sites.models import Site


@dataclass(frozen=True)
class Subject:
    """One conversation's person, proven to be the visitor; `key` is the owner's own id of it."""

    owner: str
    key: str
    site: Site
    language: str
    reference: str  # safe to show and to print on a receipt


class DataOwner(Protocol):
    """What a part that holds personal data can do for its subject."""

    name: str

    def of_request(self, request: HttpRequest) -> list[Subject]:
        """Return the subjects whose proof the browser itself carries."""

    def of_code(self, code: str) -> Subject | None:
        """Return the subject of a conversation code."""

    def of_key(self, key: str) -> Subject | None:
        """Return a subject proven earlier; None when it is gone."""

    def export(self, subject: Subject) -> dict[str, Any]:
        """Return everything held about the subject, as JSON-able data."""

    def counts(self, subject: Subject) -> dict[str, int]:
        """Return how many records an erasure would remove, by kind."""

    def erase(self, subject: Subject) -> dict[str, int]:
        """Remove everything held about the subject, in one transaction; return what was removed, by kind."""


_owners: dict[str, DataOwner] = {}


def register(owner: DataOwner) -> None:
    """Make an owner known; its name is unique."""
    _owners[owner.name] = owner


def owners() -> list[DataOwner]:
    """Return every owner."""
    return list(_owners.values())


def names() -> set[str]:
    """Return the names of all owners."""
    return set(_owners)


def owner_of(subject: Subject) -> DataOwner:
    """Return the owner that the subject came from."""
    return _owners[subject.owner]


def find(name: str, key: str) -> Subject | None:
    """Return a subject proven earlier."""
    owner = _owners.get(name)
    return owner.of_key(key) if owner else None
