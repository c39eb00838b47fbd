"""Unanswered questions in the admin: what customers asked in vain, and the ways to answer it next time."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from chatbot.errors import Forbidden, NotFound
from chatbot.knowledge.models import Article, WrittenAnswer
from conversations import unanswered
from conversations.facts import FactAdmin
from conversations.models import Adviser, OpenQuestion

SHOWN = 100  # groups on the page
PHRASINGS = 10  # proposed for a written answer


def adviser_of(request: HttpRequest) -> Adviser:
    """Return who is signed in; the admin has checked that they are staff."""
    assert isinstance(request.user, Adviser)  # noqa: S101
    return request.user


@admin.register(OpenQuestion)
class OpenQuestionAdmin(FactAdmin):
    """One page instead of rows; access is by site, as everywhere, and by this model's permissions."""

    def get_urls(self) -> list[URLPattern]:
        return [
            path("", self._door(self.list_page), name="conversations_openquestion_changelist"),
            path("<uuid:turn>/article/", self._door(self.write_article), name="conversations_openquestion_article"),
            path("<uuid:turn>/answer/", self._door(self.write_answer), name="conversations_openquestion_answer"),
            path("<uuid:turn>/ignore/", self._door(require_POST(self.ignore)), name="conversations_openquestion_ignore"),
        ]

    def _door(self, page: Callable[..., HttpResponse]) -> Any:
        """Let in who may see this list."""

        def opened(request: HttpRequest, **found: Any) -> HttpResponse:
            if not self.has_view_permission(request):
                raise Forbidden
            return page(request, **found)

        return self.admin_site.admin_view(opened)

    def list_page(self, request: HttpRequest) -> TemplateResponse:
        """Show the groups, most frequent first; the ignored ones on a page of their own."""
        wants_ignored = "ignored" in request.GET
        found, unread = unanswered.groups(adviser_of(request))
        shown = [group for group in found if group.is_ignored == wants_ignored]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Unanswered questions"),
            "groups": [(group, _article_of(group)) for group in shown[:SHOWN]],
            "questions": sum(group.count for group in shown),
            "left_out": max(0, len(shown) - SHOWN),
            "unread": unread,
            "days": unanswered.DAYS,
            "wants_ignored": wants_ignored,
            "waiting_count": sum(not group.is_ignored for group in found),
            "ignored_count": sum(group.is_ignored for group in found),
            "may_ignore": _may_ignore(request),
        }
        return TemplateResponse(request, "admin/conversations/unanswered.html", context)

    def write_article(self, request: HttpRequest, turn: UUID) -> HttpResponse:
        """Open the form of a new article with the question as its title; no word of it goes into an address."""
        group = unanswered.group_of(adviser_of(request), turn)
        return self._add(request, Article, group, title=group.phrasings[0][:500])

    def write_answer(self, request: HttpRequest, turn: UUID) -> HttpResponse:
        """Open the form of a new written answer with the ways in which it was asked."""
        group = unanswered.group_of(adviser_of(request), turn)
        short = [phrasing for phrasing in group.phrasings if len(phrasing) <= 300]
        return self._add(request, WrittenAnswer, group, phrasings="\n".join(short[:PHRASINGS]))

    def ignore(self, request: HttpRequest, turn: UUID) -> HttpResponse:
        """Leave a group out of the list, or bring it back."""
        if not _may_ignore(request):
            raise Forbidden
        is_ignored = request.POST.get("ignored") == "1"
        try:
            unanswered.ignore(adviser_of(request), turn, ignored=is_ignored)
        except NotFound:
            raise NotFound(gettext("These questions are no longer there.")) from None
        said = (
            gettext("These questions are left out of the list.")
            if is_ignored
            else gettext("These questions are back in the list.")
        )
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:conversations_openquestion_changelist"))

    def _add(self, request: HttpRequest, model: type[Model], group: unanswered.Group, **words: str) -> HttpResponse:
        filled = QueryDict(mutable=True)
        filled.update({"site": str(group.site.pk), "language": group.language, **words})
        request.GET = filled  # type: ignore[assignment]  # what the form takes its first values from
        return self.admin_site.get_model_admin(model).add_view(request)


def _may_ignore(request: HttpRequest) -> bool:
    return adviser_of(request).has_perm("conversations.change_openquestion")


def _article_of(group: unanswered.Group) -> dict[str, Any] | None:
    """Return the nearest article with its address in the admin, while it exists."""
    nearest = group.nearest
    if nearest is None:
        return None
    pk = Article.objects.filter(site=group.site, external_id=nearest["id"]).values_list("pk", flat=True).first()
    return {**nearest, "address": reverse("admin:knowledge_article_change", args=[pk]) if pk else ""}
