"""Receipts of erasures: downloaded by whom they concern, checked by anybody."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chatbot.errors import GuichetError, Invalid, NotFound
from compliance import keys, limits, receipts, rights_pages
from compliance.about import site_meant
from compliance.language import speak
from compliance.verification import Finding

CHECKS, WINDOW, LARGEST = 30, 600, 100_000


@never_cache
@speak
@require_safe
def download(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the receipt of a request's erasure."""
    done = getattr(rights_pages.proven_request(request, reference), "erasure", None)
    if done is None or not done.receipt:
        raise NotFound
    file = json.dumps(done.receipt, ensure_ascii=False, indent=2)
    response = HttpResponse(file, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="receipt-{reference}.json"'
    return response


@never_cache
@speak
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Ask for a receipt, or say whether it is ours and unchanged; nothing of it is kept."""
    finding: Finding | None = None
    error: GuichetError | None = None
    if request.method == "POST":
        try:
            limits.hit("receipt", request.META.get("REMOTE_ADDR", ""), limit=CHECKS, window=WINDOW)
            finding = receipts.check(_file(request), keys.known())
        except GuichetError as refused:
            error = refused
    page = {"site": site_meant(request), "finding": finding, "error": error}
    return render(request, "compliance/receipt.html", page, status=error.status if error else 200)


def _file(request: HttpRequest) -> bytes:
    given = request.FILES.get("receipt")
    if given is None:
        raise Invalid(_("Choose the file of the receipt first."))
    if (given.size or 0) > LARGEST:
        raise Invalid(_("This file is too large: it is no receipt."))
    file: bytes = given.read()
    return file
