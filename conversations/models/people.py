"""Advisers and customers."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from chatbot.sites.models import Site


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

    def can_serve(self, site: Site, language: str) -> bool:
        """Whether they speak a conversation's language, where the site's rules ask for that."""
        return not site.must_be_served_in(language) or language in self.languages

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
