"""What stands beside conversations: answers promised for later, requests for a person, notices of illegal content."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from chatbot.sites.models import Site
from compliance.models import AuditEntry
from compliance.vault.field import SealedTextField
from compliance.vault.index import BlindIndexField
from conversations.models.people import Adviser
from conversations.models.thread import Conversation, Keyed


class LaterReply(models.Model):
    """The promise to a customer who asked for a person when none was there: answered by a date, by mail too if they wish."""

    class Mail(models.TextChoices):
        NONE = "", "—"
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")
        UNCONFIGURED = "unconfigured", _("no mail server is configured")

    conversation = models.OneToOneField(Conversation, models.CASCADE, primary_key=True, related_name="later_reply")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    answer_by = models.DateField(_("to be answered by"))
    email = SealedTextField(
        subject="conversation_id", blank=True, help_text="given by the customer for this answer and nothing else"
    )
    email_index = BlindIndexField(of="email")
    mail = models.CharField(max_length=12, choices=Mail.choices, default=Mail.NONE, blank=True)
    mailed_seq = models.PositiveIntegerField(default=0, help_text="number of the last reply that was sent by mail")
    created_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)


class PersonRequest(AuditEntry):
    """A customer's request for a person, as the audit log has it: the evidence that it was heard."""

    class Meta:
        proxy = True
        verbose_name = _("request for a person")
        verbose_name_plural = _("requests for a person")


class ContentNotice(Keyed):
    """Somebody holds content of a platform to be illegal (Digital Services Act, article 16), and what was decided."""

    class Outcome(models.TextChoices):
        OPEN = "", "—"
        REMOVED = "removed", _("The content has been removed")
        RESTRICTED = "restricted", _("Access to the content has been restricted")
        KEPT = "kept", _("The content stays")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+", verbose_name=_("site"))
    reference = models.CharField(_("reference"), max_length=8, unique=True)
    language = models.CharField(_("language"), max_length=2)
    url = SealedTextField(_("address of the content"), subject="pk")
    reason = SealedTextField(_("why it is illegal"), subject="pk")
    is_child_abuse = models.BooleanField(_("concerns the sexual abuse of children"), default=False)
    name = SealedTextField(_("name"), subject="pk", blank=True)
    email = SealedTextField(_("e-mail"), subject="pk", blank=True)
    email_index = BlindIndexField(of="email")
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    outcome = models.CharField(_("decision"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN, blank=True)
    grounds = SealedTextField(_("reasons of the decision"), subject="pk", blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Adviser, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    is_mailed = models.BooleanField(_("decision sent by mail"), default=False)

    class Meta:
        verbose_name = _("notice of illegal content")
        verbose_name_plural = _("notices of illegal content")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_child_abuse=True) | ~(models.Q(name="") | models.Q(email="")),
                name="notice_names_its_sender",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
