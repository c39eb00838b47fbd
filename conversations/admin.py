"""Advisers are kept here; conversations, messages and turns are facts: shown, never changed."""

import json
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from chatbot.staff import second_factor
from compliance.vault.index import blind
from conversations import article_pages, notice_admin, person_requests, switch_pages, unanswered_pages  # noqa: F401  their pages register themselves
from conversations.adviser_forms import AdviserForm
from conversations.facts import FactAdmin
from conversations.models import Adviser, Conversation, Feedback, Message, Turn


@admin.register(Adviser)
class AdviserAdmin(UserAdmin):  # type: ignore[type-arg]  # generic in its stubs only
    """Accounts, and which sites each adviser works for."""

    list_display = ("username", "first_name", "last_name", "is_active", "is_superuser", "has_second_factor", "last_seen_at")
    actions = ("remove_second_factor",)
    list_filter = ("is_active", "is_superuser", "sites")
    filter_horizontal = ("sites", "groups", "user_permissions")
    readonly_fields = ("last_seen_at", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (
            _("Person"),
            {"fields": ("first_name", "last_name", "email"), "description": _("Customers see the first name, never the login.")},
        ),
        (
            _("Desk"),
            {
                "fields": ("is_active", "is_staff", "sites", "languages", "last_seen_at"),
                "description": _("“Staff” opens the desk and the admin."),
            },
        ),
        (_("Rights"), {"classes": ("collapse",), "fields": ("is_superuser", "groups", "user_permissions")}),
        (_("Dates"), {"classes": ("collapse",), "fields": ("last_login", "date_joined")}),
    )
    form = AdviserForm
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "first_name", "usable_password", "password1", "password2", "is_staff", "sites"),
            },
        ),
    )

    @admin.display(boolean=True, description=_("second factor"))
    def has_second_factor(self, adviser: Adviser) -> bool:
        return second_factor.device_of(adviser) is not None

    @admin.action(description=_("Remove the second factor"), permissions=["superuser"])
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet[Adviser]) -> None:
        """For whoever lost telephone and recovery codes: they set it up again after the next sign-in."""
        actor = switch_pages.adviser_of(request)
        n = sum(second_factor.remove(adviser, actor=actor) for adviser in queryset)
        said = ngettext("The second factor of %(n)s account is removed.", "The second factor of %(n)s accounts is removed.", n)
        self.message_user(request, said % {"n": n})

    def has_superuser_permission(self, request: HttpRequest) -> bool:
        return switch_pages.adviser_of(request).is_superuser


class MessageInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in its stubs only
    """The lines of one conversation."""

    model = Message
    fields = ("seq", "created_at", "author", "adviser", "origin", "text")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Conversation)
class ConversationAdmin(FactAdmin):
    conversation_path = ""
    list_display = ("reference", "site", "status", "adviser", "language", "updated_at")
    list_filter = ("status", "language", "site")
    search_fields = ("reference",)
    date_hierarchy = "created_at"
    list_select_related = ("site", "adviser")
    search_help_text = _("Reference, or the whole e-mail address that the customer left")
    exclude = ("customer",)
    inlines = (MessageInline,)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Conversation], search_term: str
    ) -> tuple[QuerySet[Conversation], bool]:
        """Find a whole e-mail address by its blind index: the address itself is sealed."""
        if "@" in search_term:
            return queryset.filter(later_reply__email_index=blind(search_term)), False
        return super().get_search_results(request, queryset, search_term)


@admin.register(Message)
class MessageAdmin(FactAdmin):
    conversation_path = "conversation__"
    list_display = ("conversation", "seq", "author", "origin", "event", "created_at")
    list_filter = ("author", "origin", "site")
    search_fields = ("conversation__reference",)
    date_hierarchy = "created_at"
    list_select_related = ("conversation",)


@admin.register(Feedback)
class ReportAdmin(FactAdmin):
    """The answers that customers have reported, newest first."""

    conversation_path = "message__conversation__"
    list_display = ("created_at", "reference", "site", "reason", "comment")
    sortable_by = ("created_at", "site", "reason")  # a comment is sealed: the database cannot put it in order
    list_filter = ("reason", "site")
    search_fields = ("message__conversation__reference",)
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    list_select_related = ("message__conversation", "site")
    fields = ("reference", "site", "created_at", "reason", "comment", "answer")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feedback]:
        return super().get_queryset(request).exclude(reason="")

    @admin.display(description=_("conversation"))
    def reference(self, report: Feedback) -> str:
        return str(report.message.conversation.reference)

    @admin.display(description=_("answer"))
    def answer(self, report: Feedback) -> str:
        return str(report.message.text)


@admin.register(Turn)
class TurnAdmin(FactAdmin):
    conversation_path = "conversation__"
    list_display = ("conversation", "state", "status", "created_at", "finished_at")
    list_filter = ("state", "status", "site")
    search_fields = ("conversation__reference",)
    date_hierarchy = "created_at"
    list_select_related = ("conversation",)
    exclude = ("trace",)
    readonly_fields = ("readable_trace",)

    @admin.display(description=_("trace"))
    def readable_trace(self, turn: Turn) -> SafeString:
        return format_html('<pre class="data">{}</pre>', json.dumps(turn.trace, ensure_ascii=False, indent=2))
