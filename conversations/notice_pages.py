"""The page where anybody reports illegal content to a site that is a platform."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from chatbot.errors import GuichetError, NotFound, TooLong
from chatbot.sites.models import Site
from compliance.about import site_meant
from compliance.language import speak
from conversations import notices


@speak
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest) -> HttpResponse:
    """Show the form, or take a notice and give its reference."""
    site = site_meant(request)
    if site is None or not site.is_platform:
        raise NotFound
    page: dict[str, Any] = {"site": site, "typed": request.POST}
    if request.method != "POST":
        return render(request, "compliance/notice.html", page)
    try:
        found = notices.receive(**_typed(request, site))
    except GuichetError as refused:
        page |= {"error": refused, "faults": _faults(refused)}
        return render(request, "compliance/notice.html", page, status=refused.status)
    page |= {"reference": found.reference, "is_mailed": notices.send_receipt(found)}
    return render(request, "compliance/notice.html", page)


def _faults(refused: GuichetError) -> dict[str, str]:
    """Return what to say beside each field; nothing for a limit, which no field is to blame for."""
    if isinstance(refused, TooLong):
        return {"reason": refused.message}
    return refused.faults if isinstance(refused, notices.Incomplete) else {}


def _typed(request: HttpRequest, site: Site) -> dict[str, Any]:
    return {
        "site": site,
        "language": (get_language() or site.language)[:2],
        **{name: request.POST.get(name, "").replace("\0", "") for name in ("url", "reason")},
        **{name: request.POST.get(name, "").replace("\0", "")[:200] for name in ("name", "email")},
        "is_child_abuse": "is_child_abuse" in request.POST,
        "is_good_faith": "is_good_faith" in request.POST,
        "address": request.META.get("REMOTE_ADDR", ""),
    }
