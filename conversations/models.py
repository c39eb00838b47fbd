"""Advisers, customers, conversations, messages and the turns in which the AI answers."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from chatbot.sites.models import Site
from compliance.models import AuditEntry
from compliance.vault import keys
from compliance.vault.field import SealedJSONField, SealedTextField, SealedVectorField
from compliance.vault.index import BlindIndexField


class Adviser(AbstractUser):
    """A person of the company who talks with customers, or administers the site."""

    sites = models.ManyToManyField(Site, verbose_name=_("sites"), blank=True, related_name="advisers")
    languages = ArrayField(
        models.CharField(max_length=2, choices=settings.LANGUAGES),
        verbose_name=_("languages"),
        default=list,
        blank=True,
        help_text=_("In which the adviser can answer customers; some sites’ rules ask for the customer’s own."),
    )
    last_seen_at = models.DateTimeField(_("last seen at the desk"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("adviser")
        verbose_name_plural = _("advisers")

    @property
    def public_name(self) -> str:
        """The name that customers see: the first name, never the login."""
        return self.first_name.strip() or str(_("An adviser"))

    def can_serve(self, conversation: "Conversation") -> bool:
        """Whether they speak the conversation's language, where the site's rules ask for that."""
        return not conversation.site.must_be_served_in(conversation.language) or conversation.language in self.languages

    @property
    def desk_name(self) -> str:
        """The name that colleagues see: whole, or the login."""
        return self.get_full_name() or self.username


class Customer(models.Model):
    """A visitor who wrote at least once; known by the hash of a random token that only their browser holds."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="customers")
    token_hash = models.CharField(max_length=64)
    people_only = models.BooleanField(default=False, help_text="the customer has objected to the AI")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        constraints = [models.UniqueConstraint(fields=["site", "token_hash"], name="customer_token_unique")]


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
