"""Offering a person before all else, when the assistant has failed the customer twice in a row."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from conversations import access
from conversations.messages import announce
from conversations.models import Message


def after_thumb_down(message: Message) -> None:
    """Offer a person when the last answer had found nothing and is disliked too; nothing happens when that is said already."""
    conversation = access.lock(message.conversation)
    turn = getattr(message, "answered_turn", None)
    is_miss = turn is not None and turn.status == "not_found" and not message.offers_person
    if not is_miss or not conversation.is_with_ai or conversation.last_seq != message.seq:
        return
    with override(conversation.language):
        text = _("An adviser of %(company)s can answer you: choose “Talk to a person”.") % {"company": conversation.site.company}
    announce(conversation, "person_offered", text, offers_person=True)
