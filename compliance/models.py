"""Proof of what was said to whom about the AI, who did what, who was trained, which keys sign. Nothing holds customers' words."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chatbot.sites.models import Site
from compliance.breach_models import Breach, BreachNotification  # noqa: F401  models of this application
from compliance.recipient_models import RecipientNotice, Transfer  # noqa: F401  models of this application


def not_to_come(day: date) -> None:
    """Refuse a day that has not come: the register holds what took place."""
    if day > timezone.localdate():
        raise ValidationError(_("This day has not come yet: enter a training after it took place."))


class NoticeText(models.Model):
    """One wording of the AI notice that was really shown; `digest` is the sha256 of the shown text."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=2)
    version = models.CharField(_("version"), max_length=20)
    text = models.TextField(_("text"))
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("AI notice text")
        verbose_name_plural = _("AI notice texts")
        constraints = [models.UniqueConstraint(fields=["site", "language", "digest"], name="notice_text_unique")]

    def __str__(self) -> str:
        return f"{self.site} {self.language} {self.version}"


class Disclosure(models.Model):
    """The AI notice was sent to one session; the session is a one-way hash, and nothing else is known of it."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    notice = models.ForeignKey(NoticeText, models.PROTECT, related_name="disclosures", verbose_name=_("text"))
    session_hash = models.CharField(_("session"), max_length=64, db_index=True)
    shown_at = models.DateTimeField(_("shown at"), auto_now_add=True)

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")


class AuditEntry(models.Model):
    """One act: what, by which kind of actor, on which object; codes, ids and counts only.

    The database links each entry to the one before it at commit (seq, previous, hash) and refuses every later change.
    """

    site = models.ForeignKey(  # an entry outlives its site: nothing may change it
        Site, models.DO_NOTHING, related_name="+", null=True, db_constraint=False, verbose_name=_("site")
    )
    event = models.CharField(_("event"), max_length=60)
    actor = models.CharField(_("actor"), max_length=80)
    object_type = models.CharField(_("kind of object"), max_length=40)
    object_id = models.CharField(_("object"), max_length=64)
    details = models.JSONField(default=dict)
    at = models.DateTimeField(_("at"))
    digest = models.CharField(max_length=64, help_text="sha256 of all that stands above")
    seq = models.BigIntegerField(_("number"), null=True, unique=True)
    previous = models.CharField(max_length=64, default="", help_text="hash of the entry before")
    hash = models.CharField(max_length=64, default="", help_text="sha256 of digest, previous and seq")

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [
            models.Index(fields=["site", "at"], name="audit_site_at"),
            models.Index(fields=["object_id", "at"], name="audit_object_at"),
        ]


class AuditSubject(models.Model):
    """Whom audit entries mean by a reference, as long as their data is here: the row goes with it, the entries stay."""

    subject = models.CharField(max_length=64, primary_key=True)
    salt = models.BinaryField(max_length=32)
    reference = models.CharField(max_length=64, unique=True)


class Attempts(models.Model):
    """How often somebody tried something lately; `key` is a keyed hash, useless without the installation's secret."""

    bucket = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    started_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()

    class Meta:
        db_table = "compliance_attempts"
        constraints = [models.UniqueConstraint(fields=["bucket", "key"], name="attempts_unique")]


class AnswerLog(models.Model):
    """How an answer came about, or that a person was sent for; it outlives the conversation and leads nowhere back."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    event = models.CharField(_("event"), max_length=40)
    hour = models.DateTimeField(_("hour"), db_index=True)
    facts = models.JSONField(_("facts"), default=dict)

    class Meta:
        verbose_name = _("log entry of an answer")
        verbose_name_plural = _("log of answers")

    def __str__(self) -> str:
        return f"{self.site} {self.event} {self.hour:%Y-%m-%d %H}"


class SigningKey(models.Model):
    """The public half of a key that has signed AI messages here; it stays, so that they can be verified ever after."""

    key_id = models.CharField(max_length=43, unique=True)
    public = models.CharField(max_length=43)
    first_used_at = models.DateTimeField(auto_now_add=True)


class SubjectKey(models.Model):
    """The key under which all that is sealed of one subject was sealed, itself wrapped with the master key that `master` names.

    Its row is the only place that holds it: deleting it makes every copy of what it sealed unreadable.
    """

    subject = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()
    master = models.CharField(max_length=16, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)


class Training(models.Model):
    """One AI-literacy measure that a member of staff took part in: what took place, and nothing about how they did."""

    class Role(models.TextChoices):
        ADVISER = "adviser", _("answers customers")
        EDITOR = "editor", _("writes articles")
        ADMINISTRATOR = "administrator", _("administers the service")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="trainings",
        limit_choices_to={"is_staff": True},
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=13, choices=Role.choices, default=Role.ADVISER)
    held_on = models.DateField(_("date"), default=timezone.localdate, validators=[not_to_come])
    content = models.CharField(
        _("content"), max_length=500, help_text=_("What it was about, such as: limits of the AI, checks, stop.")
    )
    minutes = models.PositiveSmallIntegerField(
        _("duration, minutes"), validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    given_by = models.CharField(_("given by"), max_length=200, help_text=_("A person, a company, or the name of a course."))

    class Meta:
        verbose_name = _("AI training")
        verbose_name_plural = _("AI training register")
        ordering = ["-held_on", "-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(minutes__gte=1), name="training_took_time")]

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.person}"


class ModelEffort(models.Model):
    """What a model did on one day: processor time of its process, and the replies that it finished; of nobody in particular."""

    day = models.DateField()
    sha256 = models.CharField(max_length=64)
    replies = models.PositiveIntegerField(default=0)
    cpu_seconds = models.FloatField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "sha256"], name="model_effort_unique")]


from compliance.rights_models import Erasure as Erasure  # noqa: E402  Django looks here
from compliance.rights_models import LegalHold as LegalHold  # noqa: E402
from compliance.rights_models import RetentionRun as RetentionRun  # noqa: E402
from compliance.rights_models import RightsRequest as RightsRequest  # noqa: E402
