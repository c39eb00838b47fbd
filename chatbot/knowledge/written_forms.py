"""The forms in which answers are written and tried."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from chatbot.knowledge.models import Article, Phrasing, WrittenAnswer
from chatbot.knowledge.written import MOST_PHRASINGS
from chatbot.sites.models import Site

LONGEST_PHRASING, LONGEST_ANSWER = 300, 4000


class WrittenAnswerForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in its stubs only
    """An answer and the phrasings of its question, one a line."""

    phrasings = forms.CharField(
        label=_("The question, in several phrasings"),
        widget=forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField written-phrasings"}),
        help_text=_("One a line, as customers put it. Three to five different ones work well; 30 at most."),
    )
    text = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 10, "class": "vLargeTextField"}),
        help_text=_(
            "Customers get it word for word, from the assistant: do not write in a person’s name. "
            "Markdown: - for a list, **bold**, [words](https://…) for a link."
        ),
    )

    class Meta:
        model = WrittenAnswer
        fields = ("site", "language", "text", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["phrasings"] = "\n".join(self.instance.phrasings.values_list("text", flat=True))

    def clean_phrasings(self) -> list[str]:
        """Return the phrasings without blanks and doubles."""
        lines = list(
            dict.fromkeys(" ".join(line.split()) for line in self.cleaned_data["phrasings"].splitlines() if line.strip())
        )
        if not lines:
            raise forms.ValidationError(_("Write at least one phrasing."))
        if len(lines) > MOST_PHRASINGS:
            raise forms.ValidationError(_("At most %(most)d phrasings are possible."), params={"most": MOST_PHRASINGS})
        if long := next((line for line in lines if len(line) > LONGEST_PHRASING), None):
            raise forms.ValidationError(
                _("This phrasing is longer than %(most)d characters: “%(start)s…”."),
                params={"most": LONGEST_PHRASING, "start": long[:60]},
            )
        return lines

    def clean(self) -> dict[str, Any]:
        """Refuse a source of another site, and a phrasing that leads to another answer already."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        site = data.get("site") or getattr(self.instance, "site", None)
        language = data.get("language") or self.instance.language
        source: Article | None = data.get("source")
        if source and source.site_id != getattr(site, "pk", None):
            self.add_error("source", _("This article belongs to another site."))
        taken = Phrasing.objects.filter(answer__site=site, answer__language=language, text__in=data.get("phrasings") or [])
        if other := taken.exclude(answer=self.instance.pk).first():
            self.add_error(
                "phrasings",
                forms.ValidationError(_("“%(text)s” is a phrasing of another answer already."), params={"text": other.text}),
            )
        return data


class TryForm(forms.Form):
    """A question to try, and where."""

    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none(), empty_label=None)
    language = forms.ChoiceField(label=_("Language"), choices=[("fr", _("French")), ("en", _("English"))])
    question = forms.CharField(label=_("A customer’s question"), max_length=500, widget=forms.TextInput(attrs={"size": 60}))

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  declared above
        field.queryset = sites
