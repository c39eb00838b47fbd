"""Which advisers are at the desk now."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from chatbot.sites.models import Site
from conversations.models import Adviser, Conversation

PRESENT_FOR = timedelta(seconds=60)


def advisers_online(site: Site) -> QuerySet[Adviser]:
    """Return the advisers of the site whose desk was open within the last minute."""
    seen = Adviser.objects.filter(is_active=True, is_staff=True, last_seen_at__gte=timezone.now() - PRESENT_FOR)
    return seen.filter(Q(sites=site) | Q(is_superuser=True)).distinct()


def is_served(site: Site, conversation: Conversation | None) -> bool:
    """Return whether an adviser is at the desk: for a conversation, one who speaks its language where they must."""
    online = advisers_online(site)
    if conversation is not None and site.must_be_served_in(conversation.language):
        online = online.filter(languages__contains=[conversation.language])
    return online.exists()


def mark_present(adviser: Adviser) -> None:
    """Record that the adviser's desk is open."""
    Adviser.objects.filter(pk=adviser.pk).update(last_seen_at=timezone.now())
