"""Restriction and objection: a frozen conversation is stored and used for nothing; a customer may want people only."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from chatbot.errors import GuichetError
from compliance import audit
from conversations import access, events
from conversations.models import Conversation, Customer


class PeopleOnly(GuichetError):
    """The customer has objected to the AI."""

    code, status = "people_only", 409
    default = gettext_lazy("This customer wants people only: the AI is given nothing of theirs.")


def refuse_ai_for(customer: Customer) -> None:
    """Raise PeopleOnly when the customer has objected to the AI."""
    if customer.people_only:
        raise PeopleOnly


@transaction.atomic
def restrict(conversation: Conversation, *, frozen: bool) -> None:
    """Freeze a conversation, or end that."""
    conversation = access.lock(conversation)
    if frozen and conversation.restricted_at is None:
        freeze(conversation)
    elif not frozen:
        conversation.restricted_at = None
        conversation.save(update_fields=["restricted_at", "updated_at"])
        events.changed(conversation)
    _audit("conversation_frozen" if frozen else "conversation_unfrozen", conversation)


def freeze(conversation: Conversation) -> None:
    """Close a locked conversation, end the AI's work on it, and show it to nobody."""
    from conversations import turns  # turns look here for who may be answered

    turns.stop_open_turns(conversation, taken_over=False)
    now = timezone.now()
    conversation.status, conversation.adviser, conversation.waiting_since = Conversation.Status.CLOSED, None, None
    conversation.closed_at, conversation.restricted_at = conversation.closed_at or now, now
    conversation.save(update_fields=["status", "adviser", "waiting_since", "closed_at", "restricted_at", "updated_at"])
    events.changed(conversation)


@transaction.atomic
def opt_out(conversation: Conversation, *, people_only: bool) -> None:
    """Let people only answer this customer from now on, in every conversation of theirs; or the AI again."""
    from conversations.waiting import enter_queue

    customer = conversation.customer
    Customer.objects.filter(pk=customer.pk).update(people_only=people_only)
    for one in customer.conversations.filter(status=Conversation.Status.AI, restricted_at=None) if people_only else []:
        found = access.lock(one)
        if found.is_with_ai and found.turns.filter(state__in=["queued", "running"]).exists():
            enter_queue(found, "people_only")
    _audit("ai_refused" if people_only else "ai_allowed", conversation)


def _audit(event: str, conversation: Conversation) -> None:
    audit.record(event, site=conversation.site, actor="customer", object_type="conversation", object_id=str(conversation.pk))
