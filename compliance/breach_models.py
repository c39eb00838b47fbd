"""The register of personal-data breaches (articles 33 and 34 GDPR): what happened, what was decided, who was told and when."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chatbot.sites.models import Site

TIME_TO_NOTIFY = timedelta(hours=72)


def not_in_the_future(moment: datetime) -> None:
    """Refuse a moment that has not come."""
    if moment > timezone.now():
        raise ValidationError(_("This moment has not come yet."))


class Breach(models.Model):
    """One breach, notified or not: article 33(5) has every one documented."""

    class Risk(models.TextChoices):
        UNLIKELY = "unlikely", _("Unlikely: no notification")
        RISK = "risk", _("A risk: the authority is notified")
        HIGH = "high", _("A high risk: the persons are told as well")

    class Telling(models.TextChoices):
        OPEN = "open", _("Not decided yet")
        TOLD = "told", _("The persons have been told")
        NO_HIGH_RISK = "no_high_risk", _("Not needed: no high risk")
        PROTECTED = "protected", _("Not needed: the data was unintelligible, 34(3)(a)")
        AVERTED = "averted", _("Not needed: the high risk was averted afterwards, 34(3)(b)")
        PUBLIC = "public", _("By public communication: telling each would be out of proportion, 34(3)(c)")

    site = models.ForeignKey(Site, models.PROTECT, related_name="+", verbose_name=_("site"))
    aware_at = models.DateTimeField(
        _("known since"),
        validators=[not_in_the_future],
        help_text=_("When the company became aware of it: the 72 hours run from here."),
    )
    began_at = models.DateTimeField(_("began"), null=True, blank=True, validators=[not_in_the_future])
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, validators=[not_in_the_future])
    is_confidentiality = models.BooleanField(_("confidentiality: data was disclosed or read"), default=False)
    is_integrity = models.BooleanField(_("integrity: data was altered"), default=False)
    is_availability = models.BooleanField(_("availability: data was lost or out of reach"), default=False)
    circumstances = models.TextField(_("what happened, and its cause"))
    person_kinds = models.TextField(_("categories of persons"))
    person_count = models.PositiveIntegerField(_("persons, approximately"), null=True, blank=True)
    record_kinds = models.TextField(_("categories of data"))
    record_count = models.PositiveIntegerField(_("records, approximately"), null=True, blank=True)
    consequences = models.TextField(_("likely consequences"))
    measures = models.TextField(_("measures taken or proposed"))
    contact = models.CharField(_("data protection officer or contact"), max_length=300)
    risk = models.CharField(_("risk for the persons"), max_length=10, choices=Risk.choices)
    risk_reason = models.TextField(_("why"), help_text=_("The reasons for this assessment of the risk."))
    delay_reason = models.TextField(
        _("reason for the delay"), blank=True, help_text=_("Needed when the authority is notified after more than 72 hours.")
    )
    telling = models.CharField(
        _("telling the persons (article 34)"), max_length=12, choices=Telling.choices, default=Telling.OPEN
    )
    told_on = models.DateField(_("persons told on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("personal data breach")
        verbose_name_plural = _("breach register")
        ordering = ["-aware_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_confidentiality=True) | models.Q(is_integrity=True) | models.Q(is_availability=True),
                name="breach_has_a_nature",
            ),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.aware_at):%Y-%m-%d %H:%M} {self.site}"

    @property
    def due_at(self) -> datetime:
        """Return the end of the 72 hours."""
        return self.aware_at + TIME_TO_NOTIFY

    @property
    def must_be_notified(self) -> bool:
        """Whether the authority must be notified."""
        return self.risk != self.Risk.UNLIKELY

    def clean(self) -> None:
        """Refuse what contradicts itself."""
        found = {
            "is_availability": self._nature_missing(),
            "told_on": self.telling == self.Telling.TOLD and self.told_on is None and _("Say when the persons were told."),
            "telling": self._telling_refused(),
            "ended_at": self._ends_before_it_begins(),
        }
        wrong = {field: message for field, message in found.items() if message}
        if wrong:
            raise ValidationError(wrong)

    def _nature_missing(self) -> object:
        has_one = self.is_confidentiality or self.is_integrity or self.is_availability
        return "" if has_one else _("Choose at least one: confidentiality, integrity or availability.")

    def _telling_refused(self) -> object:
        contradicts = self.risk == self.Risk.HIGH and self.telling == self.Telling.NO_HIGH_RISK
        return _("The risk is said to be high above: choose another ground, or tell the persons.") if contradicts else ""

    def _ends_before_it_begins(self) -> object:
        is_before = self.began_at is not None and self.ended_at is not None and self.ended_at < self.began_at
        return _("The end lies before the beginning.") if is_before else ""


class BreachNotification(models.Model):
    """One notification to the authority: in phases where not all is known at once (article 33(4))."""

    class Phase(models.TextChoices):
        INITIAL = "initial", _("first notification")
        FURTHER = "further", _("further information")
        COMPLETE = "complete", _("complete")

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="notifications")
    phase = models.CharField(_("phase"), max_length=8, choices=Phase.choices)
    sent_at = models.DateTimeField(_("sent"), validators=[not_in_the_future])
    authority = models.CharField(_("authority"), max_length=100, default="CNIL")
    receipt = models.CharField(_("number of the receipt"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("notification to the authority")
        verbose_name_plural = _("notifications to the authority")
        ordering = ["sent_at", "pk"]

    def clean(self) -> None:
        """Refuse a late one without a reason, one before the breach was known, and a complete one that lacks figures."""
        breach = self.breach
        if self.sent_at is None or breach.aware_at is None:
            return
        if self.sent_at < breach.aware_at:
            raise ValidationError({"sent_at": _("This lies before the moment the breach was known.")})
        if self._is_first and self.sent_at > breach.due_at and not breach.delay_reason.strip():
            raise ValidationError({"sent_at": _("More than 72 hours have passed: give the reason for the delay above.")})
        if self.phase == self.Phase.COMPLETE and None in (breach.person_count, breach.record_count):
            raise ValidationError(
                {"phase": _("A complete notification has the numbers of persons and records: enter them above.")}
            )

    @property
    def _is_first(self) -> bool:
        earlier = BreachNotification.objects.filter(breach_id=self.breach.pk, sent_at__lt=self.sent_at).exclude(pk=self.pk)
        return self.breach.pk is None or not earlier.exists()
