"""The forms in which articles and synonyms are written."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from chatbot.knowledge.articles import Draft
from chatbot.knowledge.models import Article, Synonym


class ArticleForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in its stubs only
    """An article with the words of its newest version; saving makes a new one."""

    title = forms.CharField(
        label=_("Title"),
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField article-title"}),
        help_text=_("The question that it answers, in a customer’s words."),
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField article-body"}),
        help_text=_(
            "Markdown: ## for a heading, - for a list, **bold**, [words](https://…) for a link. "
            "Customers are shown whole sentences of it: write each so that it can stand alone."
        ),
    )
    url = forms.URLField(
        label=_("Source address"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
        help_text=_("The page that customers are sent to."),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        fields = ("site", "language", "external_id", "url", "theme")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.newest = self.instance.versions.first() if self.instance.pk else None
        if self.newest:
            self.initial.update(title=self.newest.title, body=self.newest.body, base=self.newest.number)
        if "external_id" in self.fields:
            self.fields["external_id"].required = False
            self.fields["external_id"].help_text = _("The article’s name in other systems; made from the title when left empty.")

    def clean_body(self) -> str:
        """Return the text with plain line ends: browsers send others."""
        return str(self.cleaned_data["body"]).replace("\r\n", "\n").replace("\r", "\n")

    def clean(self) -> dict[str, Any]:
        """Refuse to bury a version that somebody else saved meanwhile."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.newest and data.get("base") != self.newest.number:
            self.data = {**self.data.dict(), "base": str(self.newest.number)}  # type: ignore[attr-defined]  # bound: a QueryDict
            raise forms.ValidationError(
                _("Somebody saved version %(number)s while you were writing. Compare the two; saving again puts yours on top."),
                params={"number": self.newest.number},
            )
        if "external_id" in self.fields and not data.get("external_id") and data.get("title"):
            data["external_id"] = self._free_id(slugify(data["title"])[:180] or "article", data.get("site"))
        return data

    def _free_id(self, wanted: str, site: Any) -> str:
        taken = set(Article.objects.filter(site=site, external_id__startswith=wanted).values_list("external_id", flat=True))
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(name for name in (wanted, *numbered) if name not in taken)

    def draft(self, article: Article) -> Draft:
        """Return what was written."""
        return Draft(
            external_id=article.external_id,
            language=article.language,
            title=self.cleaned_data["title"],
            body=self.cleaned_data["body"],
            url=article.url,
            theme=article.theme,
        )


class SynonymForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in its stubs only
    """Two ways of saying the same."""

    class Meta:
        model = Synonym
        fields = ("site", "language", "words", "meaning")

    def clean(self) -> dict[str, Any]:
        """Refuse a pair that would change nothing."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("words", "meaning"):
            if data.get(name) and not any(char.isalnum() for char in data[name]):
                self.add_error(name, _("Write at least one word."))
        if data.get("words") and str(data["words"]).casefold() == str(data.get("meaning")).casefold():
            self.add_error("meaning", _("Both say the same already. Write another wording."))
        return data
