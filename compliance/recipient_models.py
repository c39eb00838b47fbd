"""Who was given what about a person (articles 15(1)(c) and 19 GDPR), and what those recipients must be told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chatbot.sites.models import Site


class Channel(models.TextChoices):
    """How it was given."""

    MAIL = "mail", pgettext_lazy("channel", "e-mail")
    WEBHOOK = "webhook", _("automatic transfer")
    EXPORT = "export", _("file handed over")


class Transfer(models.Model):
    """Something about a subject was given to somebody else than the person; the row goes with the subject's erasure."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    subject = models.CharField(max_length=64, db_index=True)
    recipient = models.CharField(_("recipient"), max_length=200)
    contact = models.CharField(_("where notices go"), max_length=300)
    channel = models.CharField(_("channel"), max_length=7, choices=Channel.choices)
    data = ArrayField(models.CharField(max_length=60), verbose_name=_("categories of data"))
    known_as = models.CharField(max_length=100, help_text="the name under which the recipient knows the case")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("transfer to a recipient")
        verbose_name_plural = _("recipients ledger")


class RecipientNotice(models.Model):
    """One recipient must be told that data was erased, corrected or restricted; once told, the case's name is blanked."""

    class Deed(models.TextChoices):
        ERASURE = "erasure", _("erasure")
        RECTIFICATION = "rectification", _("rectification")
        RESTRICTION = "restriction", _("restriction")

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    recipient = models.CharField(_("recipient"), max_length=200)
    contact = models.CharField(_("where notices go"), max_length=300)
    channel = models.CharField(_("channel"), max_length=7, choices=Channel.choices)
    deed = models.CharField(_("deed"), max_length=13, choices=Deed.choices)
    known_as = models.CharField(_("case"), max_length=100, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    told_at = models.DateTimeField(_("told"), null=True)

    class Meta:
        verbose_name = _("notice to a recipient")
        verbose_name_plural = _("notices to recipients")
