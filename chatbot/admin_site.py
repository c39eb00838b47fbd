"""The admin, with the adviser desk inside it."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _


class GuichetAdminSite(AdminSite):
    """Django's admin under the product's name; /admin/desk/ stands behind the same permission check."""

    site_header = "Guichet"
    site_title = "Guichet"
    index_title = _("Administration")
    site_url = None  # customers meet the company's own pages, not ours

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from conversations import desk  # models cannot be imported before the apps are ready

        def page(request: HttpRequest) -> TemplateResponse:
            return desk.page(request, self.each_context(request))

        return [path("desk/", self.admin_view(page), name="desk"), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from conversations import desk

        user = request.user
        counts = {
            "waiting_count": desk.waiting_count(user),
            "unanswered_count": desk.unanswered_count(user),
            "reported_count": desk.reported_count(user),
        }
        return super().index(
            request, {**(extra_context or {}), **counts, "ai": desk.ai_switch(user), "reported_count": desk.reported_count(user)}
        )


class GuichetAdminConfig(AdminConfig):
    """Makes GuichetAdminSite the admin.site of the project."""

    default_site = "chatbot.admin_site.GuichetAdminSite"
