"""Which advisers are at the desk now."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from chatbot.sites.models import Site
from conversations.models import Adviser

PRESENT_FOR = timedelta(seconds=60)


def advisers_online(site: Site) -> QuerySet[Adviser]:
    """Return the advisers of the site whose desk was open within the last minute."""
    seen = Adviser.objects.filter(is_active=True, is_staff=True, last_seen_at__gte=timezone.now() - PRESENT_FOR)
    return seen.filter(Q(sites=site) | Q(is_superuser=True)).distinct()


def mark_present(adviser: Adviser) -> None:
    """Record that the adviser's desk is open."""
    Adviser.objects.filter(pk=adviser.pk).update(last_seen_at=timezone.now())
