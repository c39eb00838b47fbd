"""The customer's pages: the chat, complete with and without JavaScript, its colours, the embed script, the demo."""

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import activate, get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods, require_safe

from chatbot import conf
from chatbot.errors import GuichetError, Invalid
from chatbot.sites import hours
from chatbot.sites.models import Site
from chatbot.sites.origins import is_allowed, is_own, normal
from chatbot.sites.theme import stylesheet
from compliance.disclosure import notice, record_disclosure, refuse_undisclosed
from compliance.header import disclose
from conversations import access, later, services
from conversations.consumers import CUSTOMER_COOKIE
from conversations.following import Position, news
from conversations.frames import feedback_frame
from conversations.messages import client_id_of
from conversations.welcome import known_language
from conversations.words import chat_words

COOKIE_DAYS = 30


@xframe_options_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def chat(request: HttpRequest, public_key: str) -> HttpResponse:
    """Show the chat page; a POST is the same chat without JavaScript."""
    site = access.site_by_key(public_key)
    language = _language(request, site)
    token = request.COOKIES.get(CUSTOMER_COOKIE, "")
    error, draft = None, ""
    if request.method == "POST":
        draft = request.POST.get("text", "")
        try:
            act(request, site, token, language)
            return HttpResponseRedirect(f"{request.path}?{request.META['QUERY_STRING']}#end")
        except GuichetError as refused:
            error = refused
    fresh = "" if token else secrets.token_urlsafe(32)
    record_disclosure(site, access.hash_token(token or fresh), language)
    page = _page(request, site, token, language)
    response = render(request, "chat/chat.html", page | {"error": error, "draft": draft})
    disclose(response, page["messages_shown"])
    if error:
        response.status_code = error.status
    if fresh:
        _remember(response, fresh)
    response._csp_replace = {"frame-ancestors": _ancestors(site)}  # type: ignore[attr-defined]  # django-csp's way
    response["Cache-Control"] = "no-store"
    return response


def act(request: HttpRequest, site: Site, token: str, language: str) -> dict[str, Any] | None:
    """Carry out one form of the page; returns the frame that confirms an opinion."""
    address = request.META.get("REMOTE_ADDR", "")
    match request.POST.get("action", "send"):
        case "send":
            if token:  # without one there is no session at all
                refuse_undisclosed(site, access.hash_token(token))
            client_id, text = client_id_of(request.POST.get("client_id")), request.POST.get("text", "")
            services.receive_message(site=site, token=token, client_id=client_id, text=text, language=language, address=address)
        case "human":
            services.ask_for_person(site=site, token=token, language=language, address=address)
        case "assistant":
            services.resume_assistant(site=site, token=token)
        case "email":
            later.leave_email(site=site, token=token, address=request.POST.get("address", ""))
        case "feedback":
            value = request.POST.get("value", "")
            reason = "" if value == "1" else request.POST.get("reason", "")  # a good opinion takes a report back
            said = {"comment": request.POST.get("comment", ""), "reason": reason}
            message_id = client_id_of(request.POST.get("message_id"))
            value_given = -1 if reason else int(value) if value in {"1", "-1"} else 0
            return feedback_frame(
                services.leave_feedback(site=site, token=token, message_id=message_id, value=value_given, **said)
            )
        case "stop":
            services.stop_turn(site=site, token=token, answer_key=client_id_of(request.POST.get("message_id")))
        case _:
            raise Invalid
    return None


def _page(request: HttpRequest, site: Site, token: str, language: str) -> dict[str, Any]:
    told = news(site, token, since=Position(), language=language)
    words = chat_words(site.company)
    return {
        "site": site,
        "notice": notice(site, language),
        "language": language,
        "messages_shown": told.messages,
        "state": told.state,
        "is_working": told.working is not None,
        "week": hours.week(site),
        "reference": (told.state["code"] or "").replace("-", "")[:8],
        "offers_person": bool(told.messages) and told.messages[-1]["offer_person"],
        "client_id": uuid4(),
        "embedded": "embedded" in request.GET,
        "languages": [(code, name) for code, name in settings.LANGUAGES if code != language],
        "status": words[_status(told.state)].format(n=told.state["queue_position"], name=told.state["adviser"]),
        "chat_settings": {
            "key": site.public_key,
            "company": site.company,
            "embedded": "embedded" in request.GET,
            "parent": _parent(request, site),
            "limit": conf.load().limits.message_chars,
            "notice_ms": conf.load().duties.notice_hours * 3_600_000,
            "code": told.state["code"],
            "told": told.position.seq,
            "words": words,
        },
    }


def _status(state: dict[str, Any]) -> str:
    """Return the name of the sentence that says where the conversation stands; static/chat/chat.js chooses alike."""
    if state["status"] == "waiting" and not state["advisers_online"]:
        return "status_waiting_offline"
    return "status_off" if state["ai_off"] and state["status"] in {"new", "ai"} else f"status_{state['status']}"


def _language(request: HttpRequest, site: Site) -> str:
    """Choose the page's language: the address's, else the browser's, else the site's; and speak it for this request."""
    wanted = request.GET.get("lang") or (get_language() if "Accept-Language" in request.headers else "") or ""
    language = known_language(wanted[:2], site)
    activate(language)
    return language


def _parent(request: HttpRequest, site: Site) -> str:
    """Return the origin of the page that holds the frame, when the site allows it: messages go to it alone."""
    parts = urlsplit(request.headers.get("Referer", ""))
    origin = f"{parts.scheme}://{parts.netloc}"
    return origin if is_allowed(site, origin) or is_own(origin, request.get_host()) else ""


def _ancestors(site: Site) -> list[str]:
    return ["'self'", *(origin.rstrip("/") for origin in site.allowed_origins if normal(origin))]


def _remember(response: HttpResponse, token: str) -> None:
    """Set the customer's token. In another company's page a cookie must be partitioned, and that needs TLS."""
    is_secure = conf.load().web.behind_tls
    response.set_cookie(
        CUSTOMER_COOKIE,
        token,
        max_age=COOKIE_DAYS * 86_400,
        httponly=True,
        secure=is_secure,
        samesite="None" if is_secure else "Lax",
    )
    if is_secure:
        response.cookies[CUSTOMER_COOKIE]["partitioned"] = True


@require_safe
@cache_control(max_age=300, public=True)
def theme(request: HttpRequest, public_key: str) -> HttpResponse:
    """Return the site's colours, made readable."""
    return HttpResponse(stylesheet(access.site_by_key(public_key).accent), content_type="text/css")


@require_safe
@cache_control(max_age=3600, public=True)
def widget_script(request: HttpRequest) -> FileResponse:
    """Return the embed script, which any page may load."""
    script = Path(str(finders.find("widget.js")))
    response = FileResponse(script.open("rb"), content_type="text/javascript; charset=utf-8")
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the demo company's page, or, without one, a plain page that says what this server is."""
    site = Site.objects.filter(slug="demo").first()
    language = (request.GET.get("lang") or get_language() or "fr")[:2]
    language = language if language in dict(settings.LANGUAGES) else "fr"
    activate(language)
    if site is None:
        return render(request, "demo/plain.html", {"language": language})
    return render(request, "demo/home.html", {"site": site, "language": language, "products": PRODUCTS})


PRODUCTS = [("opale", "149 €"), ("brume", "89 €"), ("halo", "219 €")]
