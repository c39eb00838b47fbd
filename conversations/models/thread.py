"""Conversations and their messages."""

import uuid
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from chatbot.sites.models import Site
from compliance.vault import keys
from compliance.vault.field import SealedJSONField, SealedTextField
from conversations.models.people import Adviser, Customer


class Keyed(models.Model):
    """Whoever has a key of their own, under which what is theirs is sealed: made with the row, in one transaction."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Make the key first: the row itself may have sealed columns."""
        with transaction.atomic():
            if self._state.adding:
                keys.create(self.pk)
            super().save(*args, **options)


class Conversation(Keyed):
    """One exchange between a customer, the AI and advisers; `last_seq` numbers its messages without gaps.

    It is the subject of the vault: what is said in it is sealed under its key.
    """

    class Status(models.TextChoices):
        AI = "ai", _("with the AI")
        WAITING = "waiting", _("waiting for a person")
        HUMAN = "human", _("with an adviser")
        CLOSED = "closed", _("closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="conversations")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="conversations")
    reference = models.CharField(_("reference"), max_length=8, unique=True)
    language = models.CharField(_("language"), max_length=2)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.AI)
    adviser = models.ForeignKey(Adviser, models.SET_NULL, null=True, blank=True, related_name="conversations")
    last_seq = models.PositiveIntegerField(default=0)
    customer_read_seq = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    restricted_at = models.DateTimeField(null=True, blank=True, help_text="frozen: stored, and used for nothing")

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="human") | models.Q(adviser__isnull=True), name="adviser_only_with_human"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="waiting") | models.Q(waiting_since__isnull=False), name="waiting_has_a_time"
            ),
        ]
        indexes = [models.Index(fields=["site", "status", "updated_at"], name="conversation_queue")]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_with_ai(self) -> bool:
        return self.status == self.Status.AI


class Message(models.Model):
    """One line of a conversation. Author and origin say who wrote it and how; control data never stands in `text`."""

    class Author(models.TextChoices):
        CUSTOMER = "customer", _("Customer")
        AI = "ai", _("AI assistant")
        HUMAN = "human", _("Adviser")
        SYSTEM = "system", _("System")

    class Origin(models.TextChoices):
        NONE = "", "—"
        EXTRACTIVE = "extractive", _("quoted from articles")
        GENERATED = "generated", _("written by the AI")
        FIXED = "fixed", _("fixed text")
        HUMAN = "human", _("written by a person")
        HUMAN_AFTER_AI_DRAFT = "human_after_ai_draft", _("written by a person from an AI draft")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    seq = models.PositiveIntegerField()
    client_id = models.UUIDField(null=True, blank=True)
    author = models.CharField(max_length=8, choices=Author.choices)
    origin = models.CharField(max_length=20, choices=Origin.choices, default=Origin.NONE, blank=True)
    adviser = models.ForeignKey(Adviser, models.SET_NULL, null=True, blank=True, related_name="+")
    event = models.CharField(max_length=30, blank=True, help_text="code of a system message, such as adviser_joined")
    text = SealedTextField(subject="conversation_id")
    language = models.CharField(max_length=2, blank=True, help_text="of the text, where it is not the conversation's")
    sources = models.JSONField(default=list, help_text="[{id, title, url}]")
    choices = SealedJSONField(
        subject="conversation_id", default=list, help_text="[title]: what the customer may mean, to choose from"
    )
    offers_person = models.BooleanField(default=False, help_text="an adviser is offered before all else")
    is_stopped = models.BooleanField(default=False)
    draft = models.ForeignKey("Draft", models.SET_NULL, null=True, blank=True, related_name="messages")
    reviewed_by = models.ForeignKey(Adviser, models.SET_NULL, null=True, blank=True, related_name="+")
    edit_distance = models.FloatField(null=True, blank=True, help_text="0: the words of the AI's draft, 1: none of them")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["conversation", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="message_seq_unique"),
            models.UniqueConstraint(fields=["conversation", "client_id"], name="message_client_id_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.conversation} {self.seq}"


class Correction(models.Model):
    """What a customer says is wrong in a message: it stands beside the message, which stays as it was written."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="corrections")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)


class Mark(models.Model):
    """The machine-readable mark of an AI message: the signed statement, its signature, and how the text is known again.

    The statement holds a hash of the text and no word of it, `fingerprint` a keyed hash; the mark goes with its message.
    """

    message = models.OneToOneField(Message, models.CASCADE, primary_key=True, related_name="mark")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    statement = models.JSONField()
    key_id = models.CharField(max_length=43)
    signature = models.CharField(max_length=86)
    fingerprint = models.CharField(max_length=64, db_index=True)
