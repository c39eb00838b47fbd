"""Whose articles somebody may write."""

from django.db.models import QuerySet
from django.http import HttpRequest

from chatbot.sites.models import Site


def sites_of(request: HttpRequest) -> QuerySet[Site]:
    """Return the sites whose articles this person may write: their own, or all for a superuser."""
    everything = Site.objects.all()
    return everything if getattr(request.user, "is_superuser", False) else everything.filter(advisers=request.user.pk)
