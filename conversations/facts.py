"""How the admin shows facts: within the adviser's sites, and never to be changed there."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from conversations import access
from conversations.models import Adviser


class FactAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in its stubs only
    """Facts can be read within the adviser's sites; they change through the services only."""

    list_per_page = 50
    show_full_result_count = False
    conversation_path: str | None = None  # from the fact to its conversation: frozen ones are not shown

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        user = request.user
        assert isinstance(user, Adviser)  # noqa: S101  the admin's permission check came first
        found = super().get_queryset(request).filter(site__in=access.sites_of(user))
        return found.filter(**{f"{self.conversation_path}restricted_at": None}) if self.conversation_path is not None else found

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Name the list by what it holds: nothing is selected here to be changed."""
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})
