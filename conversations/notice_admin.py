"""Notices of illegal content in the admin: read by all who may, decided once, by a person."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conversations import notices
from conversations.facts import FactAdmin
from conversations.models import Adviser, ContentNotice


class DecisionForm(ModelForm):  # type: ignore[type-arg]  # generic in its stubs only
    """Takes a decision with its reasons, or none."""

    def clean(self) -> dict[str, Any]:
        """Refuse a decision without reasons."""
        given = super().clean() or {}
        if not (given.get("outcome") and given.get("grounds", "").strip()):
            raise ValidationError(_("Give the decision and its reasons."))
        return given


@admin.register(ContentNotice)
class ContentNoticeAdmin(FactAdmin):
    """Everything is read-only but the decision, until it is taken."""

    form = DecisionForm
    list_display = ("reference", "site", "url", "created_at", "open_for", "outcome", "decided_at", "is_mailed")
    sortable_by = ("reference", "site", "created_at", "outcome", "decided_at", "is_mailed")
    list_filter = ("site", "outcome")
    ordering = ("-created_at",)
    fields = ("reference", "site", "language", "url", "reason", "is_child_abuse", "name", "email", "created_at", "outcome",
              "grounds", "decided_at", "decided_by", "is_mailed")  # fmt: skip
    readonly_fields = tuple(name for name in fields if name not in {"outcome", "grounds"})

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        may = request.user.has_perm("conversations.change_contentnotice")
        return may and isinstance(obj, ContentNotice) and obj.decided_at is None

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        assert isinstance(request.user, Adviser)  # noqa: S101  the admin's permission check came first
        notices.decide(obj, adviser=request.user)

    @admin.display(description=gettext_lazy("open for"))
    def open_for(self, notice: ContentNotice) -> str:
        until = notice.decided_at or timezone.now()
        days = (until - notice.created_at).days
        return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
