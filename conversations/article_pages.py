"""The list of articles in the admin, with how much each is used: knowledge itself knows nothing of conversations."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from chatbot.knowledge.admin.access import sites_of
from chatbot.knowledge.admin.articles import ArticleAdmin
from chatbot.knowledge.models import Article
from conversations import article_use


def uses_of(request: HttpRequest) -> dict[int, article_use.Use]:
    """Return the use of this person's articles, read once per request."""
    if not hasattr(request, "article_uses"):
        request.article_uses = article_use.uses(sites_of(request))  # type: ignore[attr-defined]  # ours
    found: dict[int, article_use.Use] = request.article_uses  # type: ignore[attr-defined]
    return found


class UseFilter(admin.SimpleListFilter):
    title = _("use in 90 days")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("never", _("never used")), ("used", _("used")), ("useless", _("judged not useful"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        uses = uses_of(request) if self.value() else {}
        match self.value():
            case "never":
                return queryset.exclude(pk__in=uses)
            case "used":
                return queryset.filter(pk__in=uses)
            case "useless":
                return queryset.filter(pk__in=[pk for pk, use in uses.items() if use.useless])
        return queryset


class UsedList(ChangeList):
    """Gives each article of the page its use."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        uses = uses_of(request)
        for article in self.result_list:
            article.use = uses.get(article.pk, article_use.NONE)


class UsedArticleAdmin(ArticleAdmin):
    """Articles with the answers that cited them."""

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        shown = self.list_display if sites_of(request).count() > 1 else [name for name in self.list_display if name != "site"]
        return (*shown, "answers", "opinions", "last_used")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*self.list_filter, UseFilter)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return UsedList

    @admin.display(description=_("answers in 30 / 90 days"))
    def answers(self, article: Any) -> str:
        return f"{article.use.last_30} / {article.use.last_90}" if article.use.last_90 else str(_("none"))

    @admin.display(description=_("useful / not useful"))
    def opinions(self, article: Any) -> SafeString | str:
        use = article.use
        return format_html("{} / {}", use.useful, use.useless) if use.useful or use.useless else "—"

    @admin.display(description=_("last used"))
    def last_used(self, article: Any) -> str:
        return date_format(localtime(article.use.last_at), "SHORT_DATE_FORMAT") if article.use.last_at else "—"


admin.site.unregister(Article)
admin.site.register(Article, UsedArticleAdmin)
