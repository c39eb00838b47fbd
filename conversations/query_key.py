"""The key of a query, which the law of Spain wants given at once: the conversation's reference."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from chatbot.sites import hours
from chatbot.sites.dates import day
from chatbot.sites.profiles import Profile
from conversations.messages import announce
from conversations.models import Conversation


def give(conversation: Conversation) -> None:
    """Tell the customer of a locked, new conversation its key, the date of the answer, and where a copy is to be had."""
    site = conversation.site
    if not site.follows(Profile.SPAIN):
        return
    by = hours.answer_by(site, timezone.now())
    with override(conversation.language):
        text = _(
            "Your query has the key %(reference)s. It will be resolved by %(date)s at the latest. "
            "On the page “Your data” you can download a copy of this conversation or have it sent by e-mail. "
            "If you leave an e-mail address for the answer, the copy is sent to it when the conversation ends."
        ) % {"reference": conversation.reference, "date": day(by)}
        announce(conversation, "query_key", text)
