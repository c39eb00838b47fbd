"""Registers in the admin are seen within one's own sites, as conversations are."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from chatbot.sites.models import Site


def sites_of(request: HttpRequest) -> QuerySet[Site]:
    """Return the sites that this person works for; all of them for a superuser."""
    user: Any = request.user  # an adviser: the admin lets nobody else in
    return Site.objects.all() if user.is_superuser else user.sites.all()


class OwnSites(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in its stubs only
    """An admin page of rows that carry a site."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(site__in=sites_of(request))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "site":
            options["queryset"] = sites_of(request)
        return super().formfield_for_foreignkey(db_field, request, **options)
