"""Who holds personal data: each part of Guichet that does registers an owner, and the portal asks them all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, cast

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

    def all_keys(self) -> Iterable[str]:
        """Return the key of every subject there is."""

    def export(self, subject: Subject) -> dict[str, Any]:
        """Return everything held about the subject, as JSON-able data; of another owner's subject, what is held here."""

    def counts(self, subject: Subject) -> dict[str, int]:
        """Return how many records an erasure would remove here, by kind; zeros when they are gone, {} when none is ever held."""

    def erase(self, subject: Subject, keep: frozenset[str] = frozenset()) -> None:
        """Remove everything held about the subject except what `keep` names; the caller has a transaction open."""


class Freezer(Protocol):
    """What the owner of a subject can do besides: each is one transaction and takes effect at once."""

    def of_reference(self, reference: str, site: Site) -> Subject | None:
        """Return the site's subject with this reference, for staff."""

    def restrict(self, subject: Subject, *, frozen: bool = True) -> None:
        """Show the subject's data to nobody and give it to no model; or end that."""

    def is_restricted(self, subject: Subject) -> bool:
        """Return whether the subject's data is frozen."""

    def opt_out(self, subject: Subject, *, people_only: bool = True) -> None:
        """Give nothing of this person to a model any more, now and later; or allow it again."""

    def has_opted_out(self, subject: Subject) -> bool:
        """Return whether this person wants people only."""

    def withdraw_consent(self, subject: Subject) -> int:
        """Remove what is held by consent; return how many records."""

    def annotate(self, subject: Subject, number: int, text: str) -> None:
        """Put the person's correction beside a message, which stays as it was written; raises Invalid or NotFound."""


class SubjectOwner(DataOwner, Freezer, Protocol):
    """An owner of subjects, who can freeze them too."""


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


def owner_of(subject: Subject) -> SubjectOwner:
    """Return the owner that the subject came from."""
    return cast(SubjectOwner, _owners[subject.owner])


def of_reference(reference: str, site: Site) -> Subject | None:
    """Return the site's subject with this reference, of whichever owner has one."""
    asked = [owner for owner in _owners.values() if hasattr(owner, "of_reference")]
    return next((found for owner in asked if (found := cast(SubjectOwner, owner).of_reference(reference, site))), None)


def find(name: str, key: str) -> Subject | None:
    """Return a subject proven earlier."""
    owner = _owners.get(name)
    return owner.of_key(key) if owner else None
