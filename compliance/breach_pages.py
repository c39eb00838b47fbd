"""The breach register in the admin: every field that the law asks for, the hours left, the export for the form."""

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminSplitDateTime
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chatbot.errors import Forbidden
from compliance import audit, breaches
from compliance.breach_models import Breach, BreachNotification
from compliance.own_sites import OwnSites


class DateAndTime(AdminSplitDateTime):
    """Names its two fields for those who hear the page."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        for part, name in zip(self.widgets, (_("Date"), _("Time")), strict=True):
            part.attrs["aria-label"] = name


MOMENTS: dict[type[Any], dict[str, Any]] = {models.DateTimeField: {"form_class": forms.SplitDateTimeField, "widget": DateAndTime}}


class NotificationInline(admin.StackedInline):  # type: ignore[type-arg]  # generic in its stubs only
    model = BreachNotification
    extra = 0
    formfield_overrides = MOMENTS

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Breach)
class BreachAdmin(OwnSites):
    """Nothing is deleted here: the register is what the authority checks."""

    list_display = ("aware_at", "site", "risk", "hours", "telling", "form_file")
    list_filter = (("site", admin.RelatedOnlyFieldListFilter), "risk", "telling")
    inlines = (NotificationInline,)
    fieldsets = (
        (None, {"fields": ("site", "aware_at", "hours", "began_at", "ended_at", "contact")}),
        (_("Nature"), {"fields": ("is_confidentiality", "is_integrity", "is_availability", "circumstances")}),
        (_("Extent"), {"fields": ("person_kinds", "person_count", "record_kinds", "record_count")}),
        (_("Consequences and measures"), {"fields": ("consequences", "measures")}),
        (_("Decisions"), {"fields": ("risk", "risk_reason", "telling", "told_on", "delay_reason")}),
    )
    readonly_fields = ("hours",)
    formfield_overrides = MOMENTS

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        file = path("<int:pk>/form.json", self.admin_site.admin_view(self.form_export), name="compliance_breach_form")
        return [file, *super().get_urls()]

    @admin.display(description=_("72 hours"))
    def hours(self, breach: Breach) -> str:
        return breaches.countdown(breach, timezone.now()) if breach.pk else gettext("running from the moment above")

    @admin.display(description=_("authority’s form"))
    def form_file(self, breach: Breach) -> str:
        return format_html('<a href="{}">JSON</a>', reverse("admin:compliance_breach_form", args=[breach.pk]))

    def form_export(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give the fields of the authority's form."""
        breach = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, breach):
            raise Forbidden
        content = json.dumps(breaches.form(breach), ensure_ascii=False, indent=1)
        response = HttpResponse(content, content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="violation-{breach.pk}.json"'
        return response

    @transaction.atomic
    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Record in the audit who entered or changed it, and how many notifications there are."""
        super().save_related(request, form, formsets, change)
        breach: Breach = form.instance
        audit.record(
            "breach_changed" if change else "breach_entered",
            site=breach.site,
            actor=f"adviser:{request.user.pk}",
            object_type="breach",
            object_id=str(breach.pk),
            risk=breach.risk,
            telling=breach.telling,
            notifications=breach.notifications.count(),
        )
