"""Recipients in the admin: the ledger to read, and the notices to send by hand where no channel does it."""

from datetime import datetime

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from compliance import recipients
from compliance.own_sites import OwnSites
from compliance.recipient_models import RecipientNotice, Transfer


class LedgerAdmin(OwnSites):
    """Entries are made by what they are about."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Transfer)
class TransferAdmin(LedgerAdmin):
    list_display = ("given_at", "site", "recipient", "channel", "data")
    list_filter = (("site", admin.RelatedOnlyFieldListFilter), "channel")

    @admin.display(description=_("given"), ordering="at")
    def given_at(self, transfer: Transfer) -> datetime:
        return transfer.at


@admin.register(RecipientNotice)
class RecipientNoticeAdmin(LedgerAdmin):
    list_display = ("made_at", "site", "recipient", "contact", "deed", "known_as", "told_at")
    list_filter = (("site", admin.RelatedOnlyFieldListFilter), "deed", ("told_at", admin.EmptyFieldListFilter))
    actions = ("told",)

    @admin.action(description=_("These recipients have been told"))
    def told(self, request: HttpRequest, queryset: QuerySet[RecipientNotice]) -> None:
        """Note it, and blank the names of the cases."""
        for notice in queryset.filter(told_at=None):
            recipients.mark_told(notice)
