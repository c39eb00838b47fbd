"""Adding a message: the one way a line enters a conversation."""

import unicodedata
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from chatbot import conf
from chatbot.errors import Invalid, TooLong
from compliance.marking import Maker
from conversations import events
from conversations.marks import mark
from conversations.models import Conversation, Message

ALLOWED_CONTROLS = {"\n", "\t"}


def add_message(
    conversation: Conversation,
    *,
    author: Message.Author,
    text: str,
    origin: Message.Origin | str = "",
    maker: Maker | None = None,
    **fields: Any,
) -> Message:
    """Append to a conversation whose row is locked by the running transaction, and tell those concerned on commit.

    An AI's message is marked and signed; `maker` is the model that wrote it, if one did. `fields` are further columns of
    Message: id, language, client_id, adviser, event, sources, choices, offers_person, is_stopped.
    """
    conversation.last_seq += 1
    conversation.save(update_fields=["last_seq", "updated_at"])
    message = Message.objects.create(
        site=conversation.site,
        conversation=conversation,
        seq=conversation.last_seq,
        author=author,
        origin=origin,
        text=text,
        **fields,
    )
    if author == Message.Author.AI:
        mark(message, maker or Maker())
    events.changed(conversation)
    return message


def announce(conversation: Conversation, event: str, text: str, **fields: Any) -> Message:
    """Append a system message; `event` is its stable code, `text` the sentence in the conversation's language."""
    return add_message(conversation, author=Message.Author.SYSTEM, origin=Message.Origin.FIXED, event=event, text=text, **fields)


def clean_text(raw: str) -> str:
    """Return a typed text ready to store; raises Invalid (empty, or not storable as text) or TooLong."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
    limit = conf.load().limits.message_chars
    if not text:
        raise Invalid(_("The message is empty."))
    if len(text) > limit:
        raise TooLong(
            _("The message has %(count)s characters; at most %(limit)s are possible. Please shorten it.")
            % {"count": len(text), "limit": limit}
        )
    if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in ALLOWED_CONTROLS for char in text):
        raise Invalid(_("The message contains control characters that cannot be shown. Please remove them and try again."))
    return text


def client_id_of(raw: object) -> UUID:
    """Return the client's own id of a message; raises Invalid when it is not a UUID."""
    try:
        return UUID(str(raw))
    except ValueError as error:
        raise Invalid(_("client_id must be a UUID.")) from error
