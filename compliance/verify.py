"""The public verifier: was this text produced by this assistant? No login, nothing kept of what is asked; and the public keys."""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from chatbot.errors import GuichetError, Invalid, TooFast, TooLong
from compliance import keys, limits
from compliance.about import site_meant
from compliance.documents import check_document, is_document
from compliance.language import speak
from compliance.signing import Signature
from compliance.verification import Finding, check_signed, check_words, overall

CHECKS, WINDOW = 30, 600
LONGEST = 20_000  # characters of a text: no message of the assistant comes near it
JSON, HTML = "application/json", "text/html"


@dataclass(frozen=True)
class Asked:
    """What somebody wants to have checked: a text, with its signature if they have it; or a document."""

    text: str
    signature: Any = None
    document: bytes = b""


@require_safe
@cache_control(max_age=3600, public=True)
def public_keys(request: HttpRequest) -> HttpResponse:
    """Give the keys that verify signatures, today's first, to be used without us."""
    response = JsonResponse(keys.published(keys.known()))
    response["Access-Control-Allow-Origin"] = "*"
    return response


@csrf_exempt  # it changes nothing and knows nobody: programs may ask too
@never_cache
@speak
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a text, or say whether it was produced here; as a page, or in JSON to whoever prefers it."""
    findings: list[Finding] = []
    error: GuichetError | None = None
    if request.method == "POST":
        try:
            limits.hit("verify", request.META.get("REMOTE_ADDR", ""), limit=CHECKS, window=WINDOW)
            findings = findings_on(_asked(request))
        except GuichetError as refused:
            error = refused
    status = error.status if error else 200
    if request.get_preferred_type([HTML, JSON]) == JSON:
        return JsonResponse(_data(findings, error), status=status)
    page = {
        "site": site_meant(request),
        "findings": findings,
        "verdict": overall(findings),
        "error": error,
        "field": _field(request, error) if error else "",
        "typed": {} if is_too_large(request) else request.POST,
        "is_answer": bool(findings),
    }
    return render(request, "compliance/verify.html", page, status=status)


def is_too_large(request: HttpRequest) -> bool:
    """Return whether more was sent than is read."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _field(request: HttpRequest, error: GuichetError) -> str:
    """Return the field that an error is about; none for a limit."""
    if isinstance(error, TooFast):
        return ""
    if is_too_large(request) or "transcript" in request.FILES:
        return "transcript"
    is_text_usable = request.POST.get("text", "").strip() and not isinstance(error, TooLong)
    return "signature" if is_text_usable and request.POST.get("signature", "").strip() else "text"


def findings_on(asked: Asked) -> list[Finding]:
    """Return what is found about a text or about a document and each AI message of it; raises Invalid."""
    if asked.document:
        return check_document(asked.document, keys.known())
    if not asked.text.strip():
        raise Invalid(_("Enter the text that you want to have checked."))
    if len(asked.text) > LONGEST:
        raise TooLong(_("This is too much at a time. Please check a part of it."))
    if asked.signature is not None:
        return [check_signed(asked.text, Signature.read(asked.signature), keys.known())]
    return [check_words(asked.text)]


def _asked(request: HttpRequest) -> Asked:
    if is_too_large(request):
        raise TooLong(_("This is too much at a time. Please check a part of it."))
    if request.content_type == JSON:
        return _of_data(request.body)
    file = request.FILES.get("transcript")
    if file is not None:
        return Asked("", document=file.read())
    text, signature = request.POST.get("text", ""), request.POST.get("signature", "").strip()
    pasted = text.encode("utf-8", "surrogatepass")
    if not signature and is_document(pasted):
        return Asked("", document=pasted)
    return Asked(text, parsed(signature) if signature else None)


def _of_data(body: bytes) -> Asked:
    data = parsed(body.decode("utf-8", "replace"))
    if isinstance(data, dict) and "messages" in data:
        return Asked("", document=body)
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise Invalid(_('The body must be a JSON object {"text": …, "signature": …}, or an exported conversation.'))
    return Asked(data["text"], data.get("signature"))


def parsed(text: str) -> Any:
    """Return the value of a JSON text; raises Invalid."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Invalid(_("This is not JSON: copy the whole signature, or choose the file as it was downloaded.")) from error


def _data(findings: list[Finding], error: GuichetError | None) -> dict[str, Any]:
    if error:
        return {"error": error.code, "detail": error.message}
    return {"verdict": overall(findings), "findings": [finding.as_data() for finding in findings]}
