"""The form of a site: opening hours are written as people write them, a line a day."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from chatbot.sites import hours
from chatbot.sites.models import Site
from chatbot.sites.profiles import Profile

DAYS = [f"day_{number}" for number in WEEKDAYS]


class DayField(forms.CharField):
    """The opening times of one weekday; empty: closed."""

    def clean(self, value: Any) -> list[list[str]]:
        """Return the spans as they are stored."""
        return hours.parse(super().clean(value))


class SiteForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in its stubs only
    """Edits a site; the seven days become its opening hours."""

    day_0, day_1, day_2, day_3, day_4, day_5, day_6 = (
        DayField(
            label=capfirst(name),
            required=False,
            max_length=120,
            widget=forms.TextInput({"placeholder": "9:00-12:30, 14:00-18:00"}),
        )
        for name in WEEKDAYS.values()
    )

    profiles = forms.MultipleChoiceField(
        label=_("Further rules"), choices=Profile.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Site
        fields = ()  # the admin names them

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in WEEKDAYS:
            self.initial.setdefault(f"day_{number}", hours.written(self.instance.opening_hours.get(str(number), [])))

    def save(self, commit: bool = True) -> Site:
        """Put the seven days into the site, and store it."""
        week = {str(number): self.cleaned_data.get(f"day_{number}") or [] for number in WEEKDAYS}
        self.instance.opening_hours = week if any(week.values()) else {}
        saved: Site = super().save(commit)
        return saved
