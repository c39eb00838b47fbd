"""The ledger of recipients as a data owner: at a subject's erasure, every recipient is to be told, and the entries go."""

from typing import Any

from django.http import HttpRequest

from compliance import recipients
from compliance.owners import Subject
from compliance.recipient_models import RecipientNotice, Transfer


class RecipientsOwner:
    """The owner of what was given to others."""

    name = "disclosures"

    def of_request(self, request: HttpRequest) -> list[Subject]:
        """Nothing leads to a subject from here."""
        return []

    def of_code(self, code: str) -> Subject | None:
        """Nothing leads to a subject from here."""
        return None

    def of_key(self, key: str) -> Subject | None:
        """Nothing leads to a subject from here."""
        return None

    def all_keys(self) -> list[str]:
        """No subject is only here."""
        return []

    def export(self, subject: Subject) -> dict[str, Any]:
        """Return nothing: the recipients stand in a part of their own of every copy."""
        return {}

    def counts(self, subject: Subject) -> dict[str, int]:
        """Return how often data of the subject was given to somebody."""
        return {"transfers": Transfer.objects.filter(subject=subject.key).count()}

    def erase(self, subject: Subject, keep: frozenset[str] = frozenset()) -> None:
        """Have the recipients told, and delete the entries, unless something of the subject is held."""
        if not keep:
            recipients.notify(subject.site, subject.key, RecipientNotice.Deed.ERASURE)
