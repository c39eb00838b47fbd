"""What is told to open sockets and running answers. Events are hints: PostgreSQL holds the facts, and receivers re-read it."""

import logging
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction
from redis.exceptions import RedisError

from conversations.models import Conversation

logger = logging.getLogger(__name__)


def customer_group(site_id: int, token_hash: str) -> str:
    """Return the group of all who follow one customer's conversations: their tabs, advisers, the running answer.

    It exists before the customer's first message, so that nothing of the first answer is missed.
    """
    return f"customer.{site_id}.{token_hash[:40]}"


def group_of(conversation: Conversation) -> str:
    """Return the group that follows this conversation."""
    return customer_group(conversation.site_id, conversation.customer.token_hash)


def site_group(site_id: int) -> str:
    """Return the group of all customers' sockets of one site."""
    return f"site.{site_id}"


def desk_group(site_id: int) -> str:
    """Return the group of the open desks of one site."""
    return f"desk.{site_id}"


async def send(group: str, event: dict[str, Any]) -> None:
    """Send now, from async code; a channel layer that is down costs a hint, not an error."""
    layer = get_channel_layer()
    try:
        await layer.group_send(group, {"type": "event", "event": event})
    except (RedisError, OSError) as error:
        logger.warning("event not sent: %s", type(error).__name__)


def publish(conversation: Conversation, event: dict[str, Any]) -> None:
    """Send to those who follow the conversation once the running transaction has committed."""
    group, event = group_of(conversation), {**event, "conversation": str(conversation.pk)}
    transaction.on_commit(lambda: async_to_sync(send)(group, event))


def publish_desk(site_id: int, event: dict[str, Any]) -> None:
    """Send to the site's open desks once the running transaction has committed."""
    transaction.on_commit(lambda: async_to_sync(send)(desk_group(site_id), event))


def publish_site(site_id: int, event: dict[str, Any]) -> None:
    """Send to all customers' sockets of a site once the running transaction has committed."""
    transaction.on_commit(lambda: async_to_sync(send)(site_group(site_id), event))


def changed(conversation: Conversation) -> None:
    """Tell everybody concerned that the conversation has new facts to read."""
    publish(conversation, {"type": "changed"})
    publish_desk(conversation.site_id, {"type": "queue", "conversation": str(conversation.pk)})
