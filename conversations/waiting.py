"""Waiting for a person: how a conversation enters the advisers' queue, and what its customer is told then."""

from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from compliance import answer_log, audit
from conversations import later, presence, turns
from conversations.messages import announce
from conversations.models import Conversation

Reason = Literal["human_requested", "ai_off", "people_only"]


def enter_queue(conversation: Conversation, reason: Reason = "human_requested") -> None:
    """Make a locked conversation wait for a person, say so honestly, and stop the AI."""
    turns.stop_open_turns(conversation, taken_over=True)
    conversation.status, conversation.waiting_since = Conversation.Status.WAITING, timezone.now()
    conversation.save(update_fields=["status", "waiting_since", "updated_at"])
    online = presence.is_served(conversation.site, conversation)
    with override(conversation.language):
        what_now = _("An adviser has been told and will join you here.") if online else later.promised(conversation)
        text = f"{_why(reason, conversation.site.company)} {what_now}"
        announce(conversation, reason if online else f"{reason}_offline", text)
    audit.record(
        reason,
        site=conversation.site,
        actor="customer" if reason == "human_requested" else "system",
        object_type="conversation",
        object_id=str(conversation.pk),
        status=conversation.status,
        online=online,
        language=conversation.language,
    )
    answer_log.keep(conversation.site, reason)


def _why(reason: Reason, company: str) -> str:
    if reason == "ai_off":
        return _("%(company)s has switched its AI assistant off: it does not answer any more.") % {"company": company}
    if reason == "people_only":
        return _("You have asked that people only answer you: the AI reads nothing of yours.")
    return _("You have asked for a person.")
