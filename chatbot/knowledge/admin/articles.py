"""Articles in the admin: write, preview as a customer sees it, publish, withdraw."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from chatbot.errors import Forbidden, NotFound
from chatbot.knowledge import articles
from chatbot.knowledge.admin.access import sites_of
from chatbot.knowledge.forms import ArticleForm
from chatbot.knowledge.models import Article, ArticleVersion
from chatbot.knowledge.preview import preview
from chatbot.knowledge.states import State, with_state


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(State.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(state=self.value()) if self.value() else queryset


class VersionInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in its stubs only
    """What the article said, and says."""

    model = ArticleVersion
    fields = ("opened", "title", "created_at", "published_at", "indexed_at")
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = False
    classes = ("collapse",)

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    @admin.display(description=_("version"))
    def opened(self, version: ArticleVersion) -> SafeString:
        address = reverse("admin:knowledge_article_preview", args=[version.article_id])
        return format_html('<a href="{}?version={}">{}</a>', address, version.number, version.number)


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in its stubs only
    form = ArticleForm
    list_display = ("headline", "state_shown", "site", "language", "changed_on")
    list_filter = (StateFilter, "language", ("site", admin.RelatedOnlyFieldListFilter))
    list_per_page = 50
    list_select_related = ("site",)
    ordering = ("site", "external_id")
    search_fields = ("external_id", "theme", "versions__title", "versions__body")
    search_help_text = _("Searches titles, texts, themes and ids.")
    actions = ("publish_newest", "withdraw_chosen")
    inlines = (VersionInline,)
    change_form_template = "admin/knowledge/article/change_form.html"
    fieldsets = (
        (None, {"fields": ("title", "body", "base")}),
        (_("Where it belongs"), {"fields": ("site", "language", "external_id", "url", "theme")}),
    )

    class Media:
        css = {"all": ("css/knowledge.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Return the articles of this person's sites."""
        return with_state(super().get_queryset(request).filter(site__in=sites_of(request)))

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """What an article is filed under does not change: its passages carry it."""
        return ("site", "language", "external_id") if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Model | None) -> Any:
        return self.inlines if obj else ()

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "site":
            kwargs["queryset"] = sites_of(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Propose the first site and its language."""
        site = sites_of(request).first()
        proposed = {"site": site, "language": site.language} if site else {}
        return {**proposed, **super().get_changeform_initial_data(request)}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": gettext("Articles"), **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().add_view(request, form_url, {"title": gettext("New article"), **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().change_view(request, object_id, form_url, {"title": gettext("Edit an article"), **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keep what was written as a version of its own."""
        version = articles.save_draft(obj.site, form.draft(obj))
        obj.pk, obj._state.adding = version.article_id, False
        if "_publish" in request.POST:
            articles.request_publication(version)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self._shown(obj) if {"_publish", "_preview"} & set(request.POST) else super().response_add(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._shown(obj) if {"_publish", "_preview"} & set(request.POST) else super().response_change(request, obj)

    def get_urls(self) -> list[URLPattern]:
        pages = [
            path("<int:pk>/preview/", self.admin_site.admin_view(self.preview_page), name="knowledge_article_preview"),
            path("<int:pk>/publish/", self.admin_site.admin_view(self.publish_page), name="knowledge_article_publish"),
            path("<int:pk>/withdraw/", self.admin_site.admin_view(self.withdraw_page), name="knowledge_article_withdraw"),
        ]
        return [*pages, *super().get_urls()]

    def preview_page(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """Show a version, the newest one by default, as customers see it."""
        article = self._article(request, pk, self.has_view_permission)
        number = request.GET.get("version", "")
        shown = preview(article, int(number) if number.isdecimal() and len(number) < 10 else None)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": shown.version.title,
            "preview": shown,
            "media": self.media,
            "can_change": self.has_change_permission(request, article),
        }
        return TemplateResponse(request, "admin/knowledge/article/preview.html", context)

    def publish_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have a version published by a job."""
        article = self._article(request, pk, self.has_change_permission)
        chosen = request.POST.get("version", "")
        version = article.versions.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
        if version is None:
            raise NotFound
        articles.request_publication(version)
        self.log_change(request, article, gettext("Publication of version %(number)s.") % {"number": version.number})
        return self._shown(article)

    def withdraw_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take an article away from customers."""
        article = self._article(request, pk, self.has_change_permission)
        if request.method == "POST":
            self._withdraw(request, article)
            self.message_user(request, gettext("Customers no longer get answers from this article."), messages.SUCCESS)
        return self._shown(article)

    @admin.action(description=_("Publish the newest version"), permissions=["change"])
    def publish_newest(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        found = ArticleVersion.objects.filter(pk__in=[article.newest_id for article in chosen])
        for version in found.select_related("article"):
            articles.request_publication(version)
            self.log_change(request, version.article, gettext("Publication of version %(number)s.") % {"number": version.number})
        done = ngettext("%(count)d article is being indexed.", "%(count)d articles are being indexed.", len(found))
        self.message_user(request, done % {"count": len(found)})

    @admin.action(description=_("Withdraw from customers"), permissions=["change"])
    def withdraw_chosen(self, request: HttpRequest, chosen: QuerySet[Article]) -> None:
        for article in chosen:
            self._withdraw(request, article)
        done = ngettext("%(count)d article was withdrawn.", "%(count)d articles were withdrawn.", len(chosen))
        self.message_user(request, done % {"count": len(chosen)})

    @admin.display(description=_("title"), ordering="newest_title")
    def headline(self, article: Any) -> str:
        return str(article.newest_title or article.external_id)

    @admin.display(description=_("state"), ordering="state")
    def state_shown(self, article: Any) -> SafeString:
        return format_html('<span class="article-state" data-state="{}">{}</span>', article.state, State(article.state).label)

    @admin.display(description=_("last change"), ordering="newest_at")
    def changed_on(self, article: Any) -> str:
        return date_format(localtime(article.newest_at), "SHORT_DATE_FORMAT") if article.newest_at else ""

    def _withdraw(self, request: HttpRequest, article: Article) -> None:
        articles.withdraw(article)
        self.log_change(request, article, gettext("Withdrawn."))

    def _article(self, request: HttpRequest, pk: int, may: Any) -> Article:
        article = self.get_queryset(request).filter(pk=pk).first()
        if article is None:
            raise NotFound
        if not may(request, article):
            raise Forbidden
        return article

    def _shown(self, article: Article) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:knowledge_article_preview", args=[article.pk]))
