"""Sites: what the company is called, where its widget may stand, and the line that puts it there."""

import json
from typing import ClassVar

from django.contrib import admin
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chatbot import conf
from chatbot.sites.forms import DAYS, SiteForm
from chatbot.sites.models import Site


@admin.register(Site)
class SiteAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in its stubs only
    form = SiteForm
    formfield_overrides: ClassVar = {models.URLField: {"assume_scheme": "https"}}
    list_display = ("company", "slug", "language", "public_key", "created_at")
    search_fields = ("company", "slug")
    prepopulated_fields = {"slug": ("company",)}
    readonly_fields = ("public_key", "embed_snippet", "readable_calibration", "created_at")
    fieldsets = (
        (None, {"fields": ("company", "slug", "language")}),
        (_("The widget"), {"fields": ("embed_snippet", "allowed_origins", "accent", "public_key")}),
        (_("Answers"), {"fields": ("legal_topics", "readable_calibration")}),
        (
            _("Contact"),
            {
                "fields": ("contact_email", "contact_phone", "contact_address"),
                "description": _("Shown to customers as another way than the chat; the law asks for one."),
            },
        ),
        (
            _("Consumers"),
            {
                "fields": ("sells_to_consumers", "mediator_name", "mediator_url", "withdrawal_url"),
                "description": _("Shown on the contact page, and given in the chat to who asks."),
            },
        ),
        (
            _("Further rules"),
            {
                "fields": ("profiles", "contract_languages", "authority_email"),
                "description": _("Laws of a trade or a country that apply to this site besides the rules for all."),
            },
        ),
        (
            _("Opening hours of your advisers"),
            {
                "fields": (*DAYS, "closed_dates", "time_zone", "answer_days"),
                "description": _(
                    "Shown to customers who ask for a person when no adviser is online. "
                    "Write the times of each day like this: 9:00-12:30, 14:00-18:00; leave it empty when you are closed."
                ),
            },
        ),
    )

    @admin.display(description=_("chosen by an evaluation"))
    def readable_calibration(self, site: Site) -> SafeString | str:
        if not site.calibration:
            return gettext("Nothing: the defaults hold. “manage.py evaluate” measures answers on your own questions.")
        return format_html('<pre class="data">{}</pre>', json.dumps(site.calibration, ensure_ascii=False, indent=2))

    @admin.display(description=_("Line to put into your pages"))
    def embed_snippet(self, site: Site) -> SafeString | str:
        if site.pk is None:
            return _("Save the site first.")
        line = f'<script async src="{conf.load().web.public_url}/widget.js" data-site="{site.public_key}"></script>'
        return format_html(
            '<code class="snippet" tabindex="0">{}</code><p class="help">{}</p>',
            line,
            _("Copy it before the end of the body element. The page's address must stand in the allowed origins."),
        )
