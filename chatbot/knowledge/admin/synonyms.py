"""Words that mean the same to a site's customers."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest

from chatbot.knowledge.admin.access import sites_of
from chatbot.knowledge.forms import SynonymForm
from chatbot.knowledge.models import Synonym


@admin.register(Synonym)
class SynonymAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in its stubs only
    form = SynonymForm
    list_display = ("words", "meaning", "language", "site")
    list_filter = ("language", ("site", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("site",)
    search_fields = ("words", "meaning")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Synonym]:
        """Return the synonyms of this person's sites."""
        return super().get_queryset(request).filter(site__in=sites_of(request))

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "site":
            kwargs["queryset"] = sites_of(request)
            kwargs.setdefault("initial", kwargs["queryset"].first())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
