"""Articles in the admin: write, preview, publish, withdraw."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from chatbot.knowledge.articles import withdraw
from chatbot.knowledge.forms import ArticleForm
from chatbot.knowledge.markdown import render
from chatbot.knowledge.models import Article, ArticleVersion
from chatbot.knowledge.tasks import publish_version
from chatbot.sites.models import Site


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in its stubs only
    """Whoever may change articles sees those of their own sites; a superuser sees all."""

    form = ArticleForm
    list_display = ("__str__", "site", "language", "state", "external_id")
    list_filter = ("site", "language")
    search_fields = ("external_id", "versions__title")
    list_per_page = 50
    change_form_template = "admin/knowledge/article.html"
    fieldsets = (
        (None, {"fields": ("title", "body")}),
        (_("Where it belongs"), {"fields": ("site", "external_id", "language", "theme", "url")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Return the articles of the person's sites."""
        newer = ArticleVersion.objects.filter(article=OuterRef("pk"), number__gt=OuterRef("published__number"))
        found: QuerySet[Article] = (
            super().get_queryset(request).select_related("site", "published").annotate(has_draft=Exists(newer))
        )
        return found if request.user.is_superuser else found.filter(site__in=_sites(request))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only the person's sites."""
        if db_field.name == "site":
            kwargs["queryset"] = _sites(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("state"))
    def state(self, article: Any) -> str:
        """Say what customers are answered from."""
        if article.published is None:
            return str(_("draft"))
        return str(_("published, newer draft") if article.has_draft else _("published"))

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Store the words as the article's newest version, and queue its publication when asked."""
        if change and {"site", "external_id"} & set(form.changed_data):
            obj.save(update_fields=["site", "external_id"])
        version = form.store()
        obj.pk, obj._state.adding = version.article_id, False
        if "_publish" in request.POST:
            publish_version.defer(version_id=version.pk)
            messages.success(request, _("The article is being indexed; customers are answered from it within moments."))

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Stay on the article after publishing or withdrawing."""
        return self._stay(request, obj) or super().response_change(request, obj)

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        """Stay on the article after publishing it."""
        return self._stay(request, obj) or super().response_add(request, obj, post_url_continue)

    def _stay(self, request: HttpRequest, obj: Article) -> HttpResponse | None:
        if "_withdraw" in request.POST:
            withdraw(Article.objects.get(pk=obj.pk))
            messages.success(request, _("The article is withdrawn; no answer comes from it any more."))
        if {"_publish", "_withdraw"} & set(request.POST):
            return HttpResponseRedirect(reverse("admin:knowledge_article_change", args=[obj.pk]))
        return None

    def get_urls(self) -> list[URLPattern]:
        """Add the preview."""
        preview = path("<int:pk>/preview/", self.admin_site.admin_view(self.preview), name="knowledge_article_preview")
        return [preview, *super().get_urls()]

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the newest version as customers would read it."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        version = article.versions.first()
        page = {
            **self.admin_site.each_context(request),
            "title": version.title if version else "",
            "article": article,
            "version": version,
            "html": mark_safe(render(version.body)) if version else "",  # noqa: S308  (render sanitises)
        }
        return TemplateResponse(request, "admin/knowledge/preview.html", page)


def _sites(request: HttpRequest) -> QuerySet[Site]:
    return Site.objects.all() if request.user.is_superuser else Site.objects.filter(advisers=request.user.pk)
