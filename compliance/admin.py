"""The proofs in the admin: to be read, never to be changed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from compliance import breach_pages, recipient_pages, rights_admin, training_pages  # noqa: F401  their pages register themselves
from compliance.models import AnswerLog, AuditEntry, Disclosure, NoticeText


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in its stubs only
    """Facts are facts."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(NoticeText)
class NoticeTextAdmin(ReadOnly):
    list_display = ("site", "language", "version", "digest", "created_at")
    list_filter = ("site", "language")


@admin.register(Disclosure)
class DisclosureAdmin(ReadOnly):
    list_display = ("site", "notice", "shown_at")
    list_filter = ("site",)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly):
    list_display = ("at", "site", "event", "actor", "object_type", "object_id")
    list_filter = ("site", "event")


@admin.register(AnswerLog)
class AnswerLogAdmin(ReadOnly):
    list_display = ("hour", "site", "event")
    list_filter = ("site", "event", "hour")
