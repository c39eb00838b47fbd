"""Written answers in the admin: write, try, publish, withdraw."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from chatbot.errors import Forbidden
from chatbot.knowledge import written
from chatbot.knowledge.admin.access import sites_of
from chatbot.knowledge.markdown import render
from chatbot.knowledge.models import Article, WrittenAnswer
from chatbot.knowledge.written_forms import TryForm, WrittenAnswerForm


@admin.register(WrittenAnswer)
class WrittenAnswerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in its stubs only
    form = WrittenAnswerForm
    list_display = ("question", "state_shown", "site", "language", "published_by", "published_on")
    list_filter = ("is_live", "language", ("site", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("site", "published_by")
    list_per_page = 50
    search_fields = ("phrasings__text", "text")
    autocomplete_fields = ("source",)
    actions = ("publish_chosen", "withdraw_chosen")
    change_form_template = "admin/knowledge/writtenanswer/change_form.html"
    change_list_template = "admin/knowledge/writtenanswer/change_list.html"
    fieldsets = (
        (None, {"fields": ("phrasings", "text", "source")}),
        (_("Where it belongs"), {"fields": ("site", "language")}),
    )

    class Media:
        css = {"all": ("css/knowledge.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[WrittenAnswer]:
        """Return the answers of this person's sites."""
        return super().get_queryset(request).filter(site__in=sites_of(request)).prefetch_related("phrasings")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """Where an answer belongs does not change."""
        return ("site", "language") if obj else ()

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "site":
            kwargs["queryset"] = sites_of(request)
        if db_field.name == "source":
            kwargs["queryset"] = Article.objects.filter(site__in=sites_of(request)).select_related("published")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Propose the first site and its language."""
        site = sites_of(request).first()
        proposed = {"site": site, "language": site.language} if site else {}
        return {**proposed, **super().get_changeform_initial_data(request)}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choose among what there is: the site and the source are not made or deleted on the way."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": gettext("Written answers"), **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().add_view(request, form_url, {"title": gettext("New written answer"), **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = gettext("Edit a written answer")
        return super().change_view(request, object_id, form_url, {"title": title, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keep what was written; it reaches customers only when this person publishes it."""
        obj.is_live = False
        super().save_model(request, obj, form, change)
        written.keep_phrasings(obj, form.cleaned_data["phrasings"])
        if "_publish" in request.POST:
            written.publish(obj, by=request.user)

    def get_urls(self) -> list[URLPattern]:
        return [path("try/", self.admin_site.admin_view(self.try_page), name="knowledge_writtenanswer_try"), *super().get_urls()]

    def try_page(self, request: HttpRequest) -> HttpResponse:
        """Say which answer a question would get, and show the nearest phrasings with their scores."""
        if not self.has_view_permission(request):
            raise Forbidden
        sites = sites_of(request)
        first = sites.first()
        asked = "question" in request.GET
        initial = {"site": first, "language": first.language if first else "fr"}
        form = TryForm(request.GET if asked else None, sites=sites, initial=initial)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Try a question"),
            "media": self.media,
            "form": form,
            "threshold": written.THRESHOLD,
            **(_tried(form) if asked and form.is_valid() else {}),
        }
        return TemplateResponse(request, "admin/knowledge/writtenanswer/try.html", context)

    @admin.action(description=_("Give to customers"), permissions=["change"])
    def publish_chosen(self, request: HttpRequest, chosen: QuerySet[WrittenAnswer]) -> None:
        for answer in chosen:
            written.publish(answer, by=request.user)
            self.log_change(request, answer, gettext("Published."))
        done = ngettext("%(count)d answer is given to customers.", "%(count)d answers are given to customers.", len(chosen))
        self.message_user(request, done % {"count": len(chosen)}, messages.SUCCESS)

    @admin.action(description=_("Withdraw from customers"), permissions=["change"])
    def withdraw_chosen(self, request: HttpRequest, chosen: QuerySet[WrittenAnswer]) -> None:
        for answer in chosen:
            written.withdraw(answer)
            self.log_change(request, answer, gettext("Withdrawn."))
        done = ngettext("%(count)d answer was withdrawn.", "%(count)d answers were withdrawn.", len(chosen))
        self.message_user(request, done % {"count": len(chosen)}, messages.SUCCESS)

    @admin.display(description=_("state"), ordering="is_live")
    def state_shown(self, answer: WrittenAnswer) -> SafeString:
        state, label = ("published", gettext("given to customers")) if answer.is_live else ("draft", gettext("draft"))
        return format_html('<span class="article-state" data-state="{}">{}</span>', state, label)

    @admin.display(description=_("published on"), ordering="published_at")
    def published_on(self, answer: WrittenAnswer) -> str:
        return date_format(localtime(answer.published_at), "SHORT_DATE_FORMAT") if answer.published_at else "—"

    @admin.display(description=_("question"))
    def question(self, answer: WrittenAnswer) -> str:
        return next((one.text for one in answer.phrasings.all()), "—")


def _tried(form: TryForm) -> dict[str, Any]:
    asked = form.cleaned_data
    found = written.nearest(asked["question"], site=asked["site"], language=asked["language"], drafts=True)
    given = written.chosen(found)
    return {"tried": True, "found": found, "given": given, "given_html": render(given.text) if given else ""}
