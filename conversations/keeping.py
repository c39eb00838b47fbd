"""Until when a conversation is kept, when nothing more happens in it."""

from datetime import date, timedelta

from django.utils import timezone

from compliance import retention
from conversations.models import Conversation, LaterReply


def kept_until(conversation: Conversation) -> date | None:
    """Return the day from which retention erases the conversation; None while it is frozen."""
    if conversation.restricted_at:
        return None
    rule, since = "open", conversation.updated_at
    if LaterReply.objects.filter(conversation=conversation).exclude(email="").exists():
        rule = "contact"
    elif conversation.status == Conversation.Status.CLOSED and conversation.closed_at:
        rule, since = "closed", conversation.closed_at
    return timezone.localdate(since) + timedelta(days=retention.days(rule) + 1)
