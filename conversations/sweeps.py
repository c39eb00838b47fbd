"""What retention removes of conversations: erased like a customer would, except where a legal hold stands."""

from django.db import transaction
from django.db.models import QuerySet

from compliance import erasure, owners
from compliance.retention import sweep_with
from conversations.models import Conversation
from conversations.rights import ConversationOwner

Status = Conversation.Status


def register() -> None:
    """Enter the sweeps."""
    sweep_with("closed", lambda before, dry: _remove(_anonymous().filter(status=Status.CLOSED, closed_at__lt=before), dry))
    sweep_with("open", lambda before, dry: _remove(_anonymous().filter(updated_at__lt=before), dry))
    sweep_with("contact", lambda before, dry: _remove(_anonymous(exclude=False).filter(updated_at__lt=before), dry))


def _anonymous(*, exclude: bool = True) -> QuerySet[Conversation]:
    """Return the conversations without an address for the answer, or those with one; what is frozen waits for its customer."""
    known = {"later_reply__email__gt": ""}
    found = Conversation.objects.filter(restricted_at=None)
    return found.exclude(**known) if exclude else found.filter(**known)


def _remove(found: QuerySet[Conversation], dry: bool) -> int:
    owner, removed = ConversationOwner(), 0
    for key in found.values_list("pk", flat=True):
        subject = owner.of_key(str(key))
        if subject is None or erasure.holds(subject):
            continue
        if not dry:
            with transaction.atomic():
                for one in owners.owners():
                    one.erase(subject)
        removed += 1
    return removed
