"""The form of an adviser's account: their languages are ticked, as people think of them."""

from django import forms
from django.conf import settings
from django.contrib.auth.forms import UserChangeForm

from conversations.models import Adviser


class AdviserForm(UserChangeForm):  # type: ignore[type-arg]  # generic in its stubs only
    """Edits an adviser."""

    languages = forms.MultipleChoiceField(
        label=Adviser._meta.get_field("languages").verbose_name,
        help_text=Adviser._meta.get_field("languages").help_text,
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta(UserChangeForm.Meta):
        model = Adviser
