"""Requests of people about their data, erasures with their receipts, legal holds, and the runs of retention."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chatbot.sites.models import Site

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


def new_reference() -> str:
    """Return a fresh public reference of eight characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


class RightsRequest(models.Model):
    """One request about personal data, with its dates; `subject_key` is empty once the subject is erased or unknown."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("Copy of the data")
        PORTABILITY = "portability", _("Data for another service")
        RECTIFICATION = "rectification", _("Correction")
        ERASURE = "erasure", _("Erasure")
        RESTRICTION = "restriction", _("Freezing")
        OBJECTION = "objection", _("Objection")
        AI_OPT_OUT = "ai_opt_out", _("People only, no AI")
        CONSENT = "consent", _("Withdrawal of consent")
        OTHER = "other", _("Another request about data")

    class State(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("request", "received")
        DOUBT = "doubt", _("waiting for a proof of identity")
        DONE = "done", _("carried out")
        REFUSED = "refused", _("refused")

    class Channel(models.TextChoices):
        PORTAL = "portal", _("page “Your data”")
        CHAT = "chat", _("chat")
        ADVISER = "adviser", _("entered by an adviser")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+", verbose_name=_("site"))
    reference = models.CharField(_("reference"), max_length=8, unique=True, default=new_reference, editable=False)
    kind = models.CharField(_("request"), max_length=16, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RECEIVED, editable=False)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices, default=Channel.ADVISER, editable=False)
    owner = models.CharField(max_length=40, blank=True, editable=False)
    subject_key = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=2, default="fr")
    words = models.TextField(_("what was asked"), blank=True)
    contact = models.CharField(
        _("where to answer"), max_length=300, blank=True, help_text=_("Only for requests that came by letter, mail or telephone.")
    )
    received_on = models.DateField(_("received on"), default=timezone.localdate)
    due_on = models.DateField(_("to be answered by"), editable=False)
    received_at = models.DateTimeField(auto_now_add=True)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, editable=False)
    doubt = models.TextField(_("why the identity is in doubt"), blank=True, editable=False)
    doubted_on = models.DateField(null=True, editable=False)
    answer = models.TextField(_("answer, or reasons of the refusal"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        ordering = ["due_on", "received_at"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(state="refused") | ~models.Q(answer=""), name="refusal_has_reasons"),
            models.CheckConstraint(condition=~models.Q(state="doubt") | ~models.Q(doubt=""), name="doubt_has_reasons"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.RECEIVED, self.State.DOUBT}

    @property
    def is_late(self) -> bool:
        return self.state == self.State.RECEIVED and self.due_on < timezone.localdate()


class LegalHold(models.Model):
    """What may not be erased for a time, why and by whose decision; the person is told."""

    class Scope(models.TextChoices):
        ALL = "all", _("the whole conversation")
        MESSAGES = "messages", _("the messages only")

    site = models.ForeignKey(Site, models.CASCADE, related_name="+", verbose_name=_("site"))
    owner = models.CharField(max_length=40, default="conversations", editable=False)
    subject_key = models.CharField(max_length=64, editable=False, db_index=True)
    scope = models.CharField(_("what is held"), max_length=8, choices=Scope.choices, default=Scope.ALL)
    reason = models.TextField(_("reason, as the person reads it"), help_text=_("Such as: a dispute before the court of Lyon."))
    expires_on = models.DateField(_("held until"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="hold_has_a_reason")]


class Erasure(models.Model):
    """One erasure, from its order to its receipt; nothing in it leads back to the person once it is done."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        HELD = "held", _("partly held")
        DONE = "done", _("done")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+", null=True)
    request = models.OneToOneField(RightsRequest, models.SET_NULL, null=True, related_name="erasure")
    owner = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    is_replayed = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    vacuumed_at = models.DateTimeField(null=True)
    receipt = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")


class RetentionRun(models.Model):
    """One run of the retention rules: when, and how many rows each rule removed."""

    ran_at = models.DateTimeField(auto_now_add=True)
    counts = models.JSONField(default=dict)
