"""The switch of the AI: off on one site, or on all. Whoever is about to let the AI work asks here, every time."""

from django.db.models import Q, QuerySet

from chatbot.errors import AISwitchedOff
from chatbot.sites.models import AIStop, Site


def stops_of(site: Site) -> QuerySet[AIStop]:
    """Return what keeps the AI off on this site: its own row, the one for all sites, or none."""
    return AIStop.objects.filter(Q(site=site) | Q(site=None))


def is_off(site: Site) -> bool:
    """Return whether the AI may not work for this site now."""
    return stops_of(site).exists()


def refuse_if_off(site: Site) -> None:
    """Raise AISwitchedOff unless the AI may work for this site."""
    if is_off(site):
        raise AISwitchedOff
