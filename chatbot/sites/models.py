"""A site: one company's (or brand's) support desk, the tenant that every customer row carries."""

import secrets
from zoneinfo import available_timezones

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from chatbot.sites.profiles import Profile, refuse_premium


def new_public_key() -> str:
    """Return a fresh public key: an address, not a secret."""
    return secrets.token_hex(8)


def legal_topics() -> list[str]:
    """Return the subjects whose answers bind the company by law: withdrawal, warranty and prices, in French and English."""
    return [
        "rétractation",
        "garantie",
        "conformité",
        "remboursement",
        "prix",
        "tarif",
        "withdrawal",
        "warranty",
        "refund",
        "price",
    ]


def known_zone(name: str) -> None:
    """Refuse a time zone that does not exist."""
    if name not in available_timezones():
        raise ValidationError(_("There is no time zone of this name. Write it like this: Europe/Paris."))


class Site(models.Model):
    """What the company is called, where its widget may stand and how it looks."""

    slug = models.SlugField(_("short name"), unique=True)
    company = models.CharField(_("company"), max_length=120, help_text=_("Named in the AI notice that opens every conversation."))
    public_key = models.CharField(_("public key"), max_length=32, unique=True, default=new_public_key, editable=False)
    language = models.CharField(
        _("main language"), max_length=2, default="fr", choices=[("fr", _("French")), ("en", _("English"))]
    )
    allowed_origins = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("allowed origins"),
        default=list,
        blank=True,
        help_text=_("Web addresses whose pages may hold the widget, such as https://www.example.eu, separated by commas."),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#1f4b99",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as #rrggbb."))],
    )
    legal_topics = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("legal topics"),
        default=legal_topics,
        blank=True,
        help_text=_(
            "Questions and articles with one of these words are always answered by quoting, never in the AI’s own words."
        ),
    )
    calibration = models.JSONField(
        default=dict, editable=False, help_text="what an evaluation on this site's own questions has chosen; empty: the defaults"
    )
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    contact_address = models.TextField(_("postal address"), blank=True)
    sells_to_consumers = models.BooleanField(
        _("sells to consumers"),
        default=True,
        help_text=_("A consumer mediator and the page for withdrawing from an order must then be named."),
    )
    mediator_name = models.CharField(
        _("consumer mediator"), max_length=200, blank=True, help_text=_("Who consumers in France may turn to after a complaint.")
    )
    mediator_url = models.URLField(_("mediator’s website"), blank=True)
    withdrawal_url = models.URLField(
        _("page for withdrawing from an order"),
        blank=True,
        help_text=_("Given to customers who write that they withdraw: the function that the law has asked for since June 2026."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        default="Europe/Paris",
        validators=[known_zone],
        help_text=_("In which the opening hours are meant, such as Europe/Paris."),
    )
    opening_hours = models.JSONField(
        default=dict, blank=True, editable=False, help_text='{"0": [["09:00", "12:30"]]}; 0 is Monday'
    )
    closed_dates = ArrayField(
        models.DateField(),
        verbose_name=_("closed dates"),
        default=list,
        blank=True,
        help_text=_("Public holidays and other days without advisers, such as 2026-12-25, separated by commas."),
    )
    answer_days = models.PositiveSmallIntegerField(
        _("answered within, working days"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Promised, as a date, to customers who ask for a person when no adviser is online."),
    )
    profiles = ArrayField(
        models.CharField(max_length=10, choices=Profile.choices),
        verbose_name=_("further rules"),
        default=list,
        blank=True,
        help_text=_("Laws of a trade or a country that apply to this site besides the rules for all."),
    )
    contract_languages = ArrayField(
        models.CharField(max_length=2),
        verbose_name=_("languages of the pre-contract information"),
        default=list,
        blank=True,
        help_text=_("For financial services: in these a person must be there to answer, such as fr,en."),
    )
    authority_email = models.EmailField(
        _("e-mail for authorities"), blank=True, help_text=_("For platforms: the single point of contact of article 11.")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(company=""), name="site_names_its_company"),
        ]

    def __str__(self) -> str:
        return self.company

    @property
    def is_platform(self) -> bool:
        """Whether the site takes notices of illegal content."""
        return self.follows(Profile.PLATFORM)

    @property
    def sends_copies(self) -> bool:
        """Whether a conversation that ends is mailed to the address that its customer left."""
        return self.follows(Profile.SPAIN)

    def clean(self) -> None:
        """Refuse what the site's further rules forbid."""
        if self.follows(Profile.SPAIN):
            try:
                refuse_premium(self.contact_phone)
            except ValidationError as error:
                raise ValidationError({"contact_phone": error.messages}) from error

    def must_be_served_in(self, language: str) -> bool:
        """Whether its further rules want a person who speaks this language of a conversation."""
        return self.follows(Profile.SPAIN) or (self.follows(Profile.FINANCE) and language in self.contract_languages)

    def follows(self, profile: Profile) -> bool:
        """Return whether these further rules apply to the site."""
        return profile in self.profiles


class AIStop(models.Model):
    """While this row stands the AI is switched off: on its site, or on all sites when it names none."""

    site = models.ForeignKey(Site, models.CASCADE, null=True, related_name="+")
    stopped_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("AI switch")
        verbose_name_plural = _("AI switch")
        default_permissions = ()
        permissions = [("switch_ai", _("Can switch the AI off and on"))]
        constraints = [models.UniqueConstraint(fields=["site"], nulls_distinct=False, name="one_ai_stop_per_site")]
