"""What the AI did: its turns, drafts for advisers, opinions on its answers, questions that it left open."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from chatbot.sites.models import Site
from compliance.vault.field import SealedJSONField, SealedTextField, SealedVectorField
from conversations.models.people import Adviser
from conversations.models.thread import Conversation, Message


class Turn(models.Model):
    """The AI's work on one customer message and those that complete it, up to `last_seq`: queued once, its trace kept."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped by the customer")
        TAKEN_OVER = "taken_over", _("taken over by a person")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="turns")
    question = models.OneToOneField(Message, models.CASCADE, related_name="turn")
    last_seq = models.PositiveIntegerField(help_text="number of the last customer message that this turn answers")
    answer = models.OneToOneField(Message, models.SET_NULL, null=True, blank=True, related_name="answered_turn")
    answer_key = models.UUIDField(default=uuid.uuid4, help_text="the id that the answer will have, known while it streams")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    stop_requested = models.BooleanField(default=False)
    has_words = models.BooleanField(default=False, help_text="the customer has seen words of the answer")
    status = models.CharField(
        max_length=12, blank=True, help_text="answered, clarify, not_found, human, small_talk, refused, identity or rights"
    )
    trace = SealedJSONField(subject="conversation_id", default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")
        indexes = [models.Index(fields=["site", "-created_at"], name="turn_newest")]

    def __str__(self) -> str:
        return f"{self.conversation} {self.get_state_display()}"

    def save(self, *args: Any, **options: Any) -> None:
        """A turn answers at least the message that it was made for."""
        if not self.last_seq:
            self.last_seq = self.question.seq
        super().save(*args, **options)

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.RUNNING}

    @property
    def asked(self) -> list[str]:
        """The texts of the customer's messages that this turn answers, in order."""
        theirs = self.conversation.messages.filter(author=Message.Author.CUSTOMER, seq__range=(self.question.seq, self.last_seq))
        return [line.text for line in theirs.order_by("seq").only("pk", "text")]


class Draft(models.Model):
    """The AI's proposal of a reply, made for one adviser: nothing sends it but that adviser's own reply."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="drafts")
    adviser = models.ForeignKey(Adviser, models.SET_NULL, null=True, related_name="+")
    text = SealedTextField(subject="conversation_id")
    origin = models.CharField(max_length=20, choices=Message.Origin.choices)
    sources = models.JSONField(default=list, help_text="[{id, title, url}]")
    trace = SealedJSONField(subject="conversation_id", default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("draft of the AI")
        verbose_name_plural = _("drafts of the AI")

    def __str__(self) -> str:
        return f"{self.conversation} {self.created_at:%H:%M}"


class Feedback(models.Model):
    """A customer's thumb on one AI answer, and what they report about it."""

    class Reason(models.TextChoices):
        NONE = "", "—"
        WRONG = "wrong", _("The answer is wrong")
        HARMFUL = "harmful", _("It is dangerous or offensive")
        OTHER = "other", _("Another problem")

    message = models.OneToOneField(Message, models.CASCADE, related_name="feedback")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    value = models.SmallIntegerField(choices=[(1, "👍"), (-1, "👎")])
    comment = SealedTextField(subject="message.conversation_id", row="message_id", blank=True)
    reason = models.CharField(_("reason"), max_length=8, choices=Reason.choices, default=Reason.NONE, blank=True)
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("reported answer")
        verbose_name_plural = _("reported answers")


class OpenQuestion(models.Model):
    """A question that the AI left open, for the list of what is missing: its meaning and whether the list leaves it out.

    No word of it is kept here: the question stands in its conversation, and this row goes with it.
    """

    turn = models.OneToOneField(Turn, models.CASCADE, primary_key=True, related_name="open_question")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    embedding = SealedVectorField(subject="turn.conversation_id", row="turn_id")
    ignored_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("unanswered question")
        verbose_name_plural = _("unanswered questions")
