"""Sending a file of articles, and following its import."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from chatbot.knowledge.admin.access import sites_of
from chatbot.knowledge.importing.importer import READERS
from chatbot.knowledge.models import Upload
from chatbot.knowledge.uploads import LARGEST, receive_upload


class UploadForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in its stubs only
    """A file, and where its articles belong."""

    file = forms.FileField(
        label=_("File"),
        max_length=60,  # characters: a file system takes 255 bytes
        help_text=_("JSONL, CSV, Markdown, HTML or PDF, in UTF-8, 20 MB at most. Its articles are published at once."),
    )

    class Meta:
        model = Upload
        fields = ("site", "language")
        help_texts = {"language": _("Left empty: each article’s own language, else the site’s.")}

    def clean_file(self) -> Any:
        """Refuse what no reader knows, and what is too large for a job."""
        file = self.cleaned_data["file"]
        if PurePath(file.name).suffix.lower() not in READERS:
            raise ValidationError(
                _("This kind of file cannot be read. Known are: %(kinds)s."), params={"kinds": " ".join(READERS)}
            )
        if file.size > LARGEST:
            raise ValidationError(_("This file is larger than 20 MB. Split it, or import it on the server."))
        return file


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in its stubs only
    list_display = ("name", "site", "progress", "created_at")
    list_filter = (("site", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("site",)
    change_form_template = "admin/knowledge/upload/change_form.html"

    class Media:
        css = {"all": ("css/knowledge.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        """Return the imports of this person's sites, without the files themselves."""
        return super().get_queryset(request).filter(site__in=sites_of(request)).defer("content")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **({} if obj else {"form": UploadForm}), **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("name", "site", "progress", "refused", "warned", "created_at") if obj else ("file", "site", "language")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.get_fields(request, obj) if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_view_permission(request, obj) or super().has_add_permission(request)

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "site":
            kwargs["queryset"] = sites_of(request)
            kwargs.setdefault("initial", kwargs["queryset"].first())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": gettext("Imports"), **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().add_view(request, form_url, {"title": gettext("Import articles"), **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        file = form.cleaned_data["file"]
        obj.name, obj.content = file.name, file.read()
        receive_upload(obj)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:knowledge_upload_change", args=[obj.pk]))

    @admin.display(description=_("state"))
    def progress(self, upload: Upload) -> SafeString | str:
        if upload.finished_at is None and not upload.total:
            return gettext("Waiting to be read")
        if upload.finished_at is None:
            words = gettext("%(done)s of %(total)s articles") % {"done": upload.done, "total": upload.total}
            return format_html('<progress max="{}" value="{}"></progress> {}', upload.total, upload.done, words)
        done = ngettext("%(count)d article read", "%(count)d articles read", upload.total) % {"count": upload.total}
        changed = ngettext("%(count)d new or changed", "%(count)d new or changed", upload.changed) % {"count": upload.changed}
        refused = ngettext("%(count)d rejected", "%(count)d rejected", upload.rejected_count) % {"count": upload.rejected_count}
        return f"{done}, {changed}, {refused}"

    @admin.display(description=_("rejected"), empty_value="–")
    def refused(self, upload: Upload) -> SafeString | None:
        return _lines(upload.rejected)

    @admin.display(description=_("to be checked"), empty_value="–")
    def warned(self, upload: Upload) -> SafeString | None:
        return _lines(upload.warnings)


def _lines(told: list[str]) -> SafeString | None:
    if not told:
        return None
    return format_html('<ul class="upload-rejected">{}</ul>', format_html_join("", "<li>{}</li>", ((line,) for line in told)))
