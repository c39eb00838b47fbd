"""Evidence of every request for a person: when it was made, when and by which role it was answered, and how long that took."""

import csv
from datetime import timedelta
from statistics import median
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chatbot.errors import Forbidden
from compliance import audit
from compliance.models import AuditEntry
from conversations.facts import FactAdmin
from conversations.models import Adviser, Conversation, PersonRequest

ASKED = ("human_requested", "contact_form")
COLUMNS = ("site", "conversation", "requested_at", "language", "answered_at", "role", "in_language", "delay_seconds")


def with_answers(requests: QuerySet[PersonRequest]) -> QuerySet[PersonRequest]:
    """Return the requests with what is known of the first words that a person wrote after each: when, by whom, how late."""
    replies = AuditEntry.objects.filter(event="adviser_replied", object_id=OuterRef("object_id"), at__gt=OuterRef("at"))
    first = replies.order_by("at")
    found = requests.filter(event__in=ASKED, object_type="conversation").select_related("site")
    answered = found.annotate(
        answered_at=Subquery(first.values("at")[:1]),
        answered_by=Subquery(first.values("actor")[:1]),
        spoken=Subquery(first.values("details__in_language")[:1]),
    )
    return answered.annotate(delay=F("answered_at") - F("at"))


def role_of(actor: str | None) -> str:
    """Return the role of whoever answered, never their name; empty while nobody has."""
    if not actor:
        return ""
    person = Adviser.objects.filter(pk=actor.removeprefix("adviser:")).only("is_superuser").first()
    return "administrator" if person and person.is_superuser else "adviser"


def summary(requests: QuerySet[Any]) -> dict[str, Any]:
    """Return how many were made and answered, and how long the answers took."""
    delays = sorted(delay for delay in requests.values_list("delay", flat=True) if delay is not None)
    return {
        "requests": requests.count(),
        "answered": len(delays),
        "median": _short(median(delays)) if delays else "—",
        "longest": _short(delays[-1]) if delays else "—",
    }


def _short(delay: timedelta) -> str:
    hours, rest = divmod(int(delay.total_seconds()), 3600)
    return f"{hours} h {rest // 60:02d} min" if hours else f"{rest // 60} min {rest % 60:02d} s"


@admin.register(PersonRequest)
class PersonRequestAdmin(FactAdmin):
    """The report: a page and a CSV file, within the administrator's sites."""

    change_list_template = "admin/conversations/personrequest/change_list.html"
    list_display = ("requested_at", "site", "reference", "language", "answered_at", "role", "in_language", "delay")
    list_display_links = None
    list_filter = ("site", ("at", admin.DateFieldListFilter))
    ordering = ("-at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_answers(super().get_queryset(request))

    def get_urls(self) -> list[URLPattern]:
        csv_file = path("report.csv", self.admin_site.admin_view(self.report), name="conversations_personrequest_csv")
        return [csv_file, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "summary": summary(self.get_queryset(request))})

    def report(self, request: HttpRequest) -> HttpResponse:
        """Give the whole report as CSV."""
        if not self.has_view_permission(request):
            raise Forbidden
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="requests-for-a-person.csv"'
        writer = csv.writer(response)
        writer.writerow(COLUMNS)
        writer.writerows(map(self._row, self.get_queryset(request).order_by("at")))
        return response

    def _row(self, found: Any) -> list[Any]:
        answered = found.answered_at.isoformat() if found.answered_at else ""
        delay = int(found.delay.total_seconds()) if found.delay is not None else ""
        spoken = {True: "yes", False: "no"}.get(found.spoken, "")
        named = audit.subject_of(found.object_id) or found.object_id
        asked = (found.site.slug, named, found.at.isoformat(), found.details.get("language", ""))
        return [*asked, answered, role_of(found.answered_by), spoken, delay]

    @admin.display(description=_("requested at"), ordering="at")
    def requested_at(self, found: Any) -> Any:
        return found.at

    @admin.display(description=_("reference"))
    def reference(self, found: Any) -> str:
        subject = audit.subject_of(found.object_id)
        kept = Conversation.objects.filter(pk=subject).only("reference").first() if subject else None
        return kept.reference if kept else gettext("erased")

    @admin.display(description=_("answered at"))
    def answered_at(self, found: Any) -> Any:
        return found.answered_at

    @admin.display(description=_("answered by"))
    def role(self, found: Any) -> str:
        return {"administrator": gettext("an administrator"), "adviser": gettext("an adviser")}.get(
            role_of(found.answered_by), "—"
        )

    @admin.display(description=_("language"))
    def language(self, found: Any) -> str:
        return str(dict(settings.LANGUAGES).get(found.details.get("language", ""), "—"))

    @admin.display(description=_("in this language"))
    def in_language(self, found: Any) -> str:
        return {True: gettext("yes"), False: gettext("not named")}.get(found.spoken, "—")

    @admin.display(description=_("delay"))
    def delay(self, found: Any) -> str:
        return _short(found.delay) if found.delay is not None else "—"
