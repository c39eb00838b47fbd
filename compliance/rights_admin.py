"""Requests and legal holds in the admin: entered by advisers, decided there, with the same clock as everywhere."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chatbot.errors import GuichetError
from compliance import erasure, requests
from compliance.models import LegalHold, RightsRequest
from compliance.own_sites import OwnSites
from compliance.owners import Subject, of_reference


class Conversation(forms.ModelForm):  # type: ignore[type-arg]  # generic in its stubs only
    """Asks for the reference of the conversation that is meant."""

    conversation = forms.CharField(label=_("Reference of the conversation"), max_length=8, required=False)
    subject: Subject | None = None

    def clean(self) -> dict[str, Any]:
        """Find the conversation on the chosen site."""
        data = super().clean() or self.cleaned_data
        reference, site = data.get("conversation", "").upper().strip(), data.get("site")
        self.subject = of_reference(reference, site) if reference and site else None
        if reference and self.subject is None:
            self.add_error("conversation", _("This site has no conversation with this reference."))
        return data


class NeededConversation(Conversation):
    """The same, where there must be one."""

    conversation = forms.CharField(label=_("Reference of the conversation"), max_length=8)


class Kept(OwnSites):
    """Rows of one's own sites, of which nothing is deleted by hand."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Decision(Conversation):
    """A new request, or the decision on one that is there."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    decision = forms.ChoiceField(
        label=_("Decision"),
        required=False,
        choices=[
            ("", "—"),
            ("done", _("carry out: freezing, people only, consent and erasure take effect at once")),
            ("refused", _("refuse, with reasons")),
            ("doubt", _("ask for a proof of identity, with the doubt in writing")),
            ("resume", _("the proof has come: go on")),
        ],
    )

    def clean(self) -> dict[str, Any]:
        """Ask for reasons where the law does."""
        data = super().clean()
        if data.get("decision") in {"refused", "doubt"} and not data.get("answer", "").strip():
            self.add_error("answer", _("Give the reasons."))
        return data


@admin.register(RightsRequest)
class RightsRequestAdmin(Kept):
    """The requests, the next to be answered first."""

    form = Decision
    list_display = ("reference", "site", "kind", "channel", "state", "received_on", "due_on")
    list_filter = ("state", "kind", "channel", "site")
    search_fields = ("reference",)
    fields = ("site", "kind", "language", "received_on", "conversation", "words", "contact", "decision", "answer")

    def get_readonly_fields(self, request: HttpRequest, obj: RightsRequest | None = None) -> tuple[str, ...]:
        """What was asked stays as it was entered."""
        return ("site", "kind", "language", "received_on", "words") if obj else ()

    def get_fields(self, request: HttpRequest, obj: RightsRequest | None = None) -> tuple[str, ...]:
        """A new request has no decision yet."""
        if obj is None:
            return tuple(name for name in self.fields if name not in {"decision", "answer"})
        return tuple(name for name in self.fields if name != "conversation")

    def save_model(self, request: HttpRequest, obj: RightsRequest, form: Decision, change: bool) -> None:
        """Start the clock of a new request, or carry out the decision."""
        if not change:
            if form.subject:
                obj.owner, obj.subject_key = form.subject.owner, form.subject.key
            requests.begin(obj)
            return
        try:
            decide(obj, form.cleaned_data.get("decision", ""), form.cleaned_data.get("answer", ""), by=request.user)
        except GuichetError as error:
            messages.error(request, error.message)


def decide(asked: RightsRequest, decision: str, answer: str, *, by: Any) -> None:
    """Carry an adviser's decision out; raises Conflict when the request is closed."""
    match decision:
        case "done":
            requests.take_effect(asked)
            if asked.kind == requests.Kind.ERASURE and asked.subject_key:
                erasure.erase(requests.subject_of(asked), asked)
            else:
                requests.carry_out(asked, by=by, answer=answer)
        case "refused":
            requests.refuse(asked, by=by, reasons=answer)
        case "doubt":
            requests.doubt(asked, reasons=answer)
        case "resume":
            requests.resume(asked)


@admin.register(LegalHold)
class LegalHoldAdmin(Kept):
    """What may not be erased for a time; a hold ends on its day, and can be ended sooner."""

    form = NeededConversation
    list_display = ("site", "scope", "reason", "expires_on", "author")
    list_filter = ("site",)
    fields = ("site", "conversation", "scope", "reason", "expires_on")

    def get_readonly_fields(self, request: HttpRequest, obj: LegalHold | None = None) -> tuple[str, ...]:
        """Only the day of a hold can be changed."""
        return ("site", "scope", "reason") if obj else ()

    def get_fields(self, request: HttpRequest, obj: LegalHold | None = None) -> tuple[str, ...]:
        """The conversation is asked for once."""
        return tuple(name for name in self.fields if obj is None or name != "conversation")

    def get_form(self, request: HttpRequest, obj: LegalHold | None = None, change: bool = False, **kwargs: Any) -> Any:
        """Ask for the conversation of a new hold only."""
        if obj:
            kwargs["form"] = forms.ModelForm
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request: HttpRequest, obj: LegalHold, form: Any, change: bool) -> None:
        """Note whose decision it is."""
        if not change:
            obj.owner, obj.subject_key, obj.author_id = form.subject.owner, form.subject.key, request.user.pk
        super().save_model(request, obj, form, change)
