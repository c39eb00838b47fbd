"""The AI-literacy register in the admin: entries, who has none, and the file to hand over."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import ForeignKey, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chatbot.sites.models import Site
from compliance.literacy import as_csv, name_of, staff, trainings_of, untrained
from compliance.models import Training

NAMED = 20  # people in the warning; the others are counted


@admin.register(Training)
class TrainingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in its stubs only
    """Within one's own sites, as everywhere."""

    list_display = ("held_on", "who", "role", "content", "minutes", "given_by")
    list_filter = ("role", "held_on")
    list_select_related = ("person",)
    search_fields = ("person__username", "person__last_name", "content", "given_by")
    actions = ("export_csv",)

    @admin.display(description=_("person"), ordering="person__last_name")
    def who(self, entry: Training) -> str:
        return name_of(entry.person)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Training]:
        return trainings_of(_sites_of(request)).order_by("-held_on", "-pk")

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **options: Any
    ) -> "ModelChoiceField[Any] | None":
        if db_field.name == "person":
            options["queryset"] = staff(_sites_of(request)).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **options)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list, and above it who has no entry."""
        missing = untrained(_sites_of(request)) if request.method == "GET" else []
        if missing:
            messages.warning(request, _warning(missing))
        return super().changelist_view(request, extra_context)

    @admin.action(description=_("Export the selected entries as CSV"), permissions=["view"])
    def export_csv(self, request: HttpRequest, entries: QuerySet[Training]) -> HttpResponse:
        """Give the selected entries as a file."""
        response = HttpResponse(as_csv(entries), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="literacy-register.csv"'
        response["Cache-Control"] = "no-store"
        return response


def _sites_of(request: HttpRequest) -> Iterable[Site] | None:
    """Return the sites that this person works for; None, which is all, for a superuser."""
    user: Any = request.user
    return None if user.is_superuser else list(user.sites.all())


def _warning(missing: list[str]) -> str:
    names = ", ".join(missing[:NAMED]) + ("…" if len(missing) > NAMED else "")
    return gettext("Without any training in the register (%(count)d): %(names)s") % {"count": len(missing), "names": names}
