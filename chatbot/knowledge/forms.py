"""How an article is written in the admin: its fields and the words of its next version on one page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chatbot.knowledge.articles import Draft, save_draft
from chatbot.knowledge.models import Article, ArticleVersion


class ArticleForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in its stubs only
    """An article and the newest version of its words; saving changed words makes a new version."""

    title = forms.CharField(label=_("Title"), max_length=500, widget=forms.TextInput(attrs={"class": "vTextField"}))
    body = forms.CharField(
        label=_("Text"),
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField"}),
        help_text=_(
            "Markdown. Headings begin with ##. Customers see whole sentences of it: write them so that each can stand alone."
        ),
    )

    url = forms.URLField(label=_("Source address"), max_length=500, required=False, assume_scheme="https")

    class Meta:
        model = Article
        fields = ("site", "external_id", "language", "theme", "url")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = self.instance.versions.first() if self.instance.pk else None
        if newest:
            self.initial.update(title=newest.title, body=newest.body)

    def store(self) -> ArticleVersion:
        """Store the draft; returns the article's newest version."""
        given = self.cleaned_data
        draft = Draft(
            external_id=given["external_id"],
            language=given["language"],
            title=given["title"],
            body=given["body"].replace("\r\n", "\n"),
            url=given["url"],
            theme=given["theme"],
        )
        return save_draft(given["site"], draft)
