"""The chat's frames over plain HTTP, for scripts whose socket some proxy lets through to nobody."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from chatbot.errors import Forbidden, GuichetError, NoSession, Undisclosed
from chatbot.sites.models import Site
from chatbot.sites.origins import is_own
from compliance import header
from compliance.disclosure import is_disclosed
from conversations import access
from conversations.consumers import CUSTOMER_COOKIE
from conversations.following import News, news, resume
from conversations.frames import error_frame
from conversations.messages import client_id_of
from conversations.pages import act
from conversations.welcome import disclose, known_language


@csrf_exempt  # a framed page keeps no CSRF cookie: as on the socket, the origin says whose page it is
@never_cache
@require_http_methods(["GET", "POST"])
def frames(request: HttpRequest, public_key: str) -> JsonResponse:
    """Carry out what a form says, if any, and return what the socket would have sent: {"frames": […]}."""
    if request.method == "POST" and not is_own(request.headers.get("Origin", ""), request.get_host()):
        raise Forbidden
    site = access.site_by_key(public_key)
    language = known_language(request.GET.get("lang", ""), site)
    token = request.COOKIES.get(CUSTOMER_COOKIE, "")
    with override(language):
        told = [disclose(site, token, language)] if "hello" in request.GET else []
        try:
            told += _carried_out(request, site, token, language)
        except Undisclosed as error:
            told += [disclose(site, token, language, again=True), error_frame(error, _said(request))]
        except GuichetError as error:
            told.append(error_frame(error, _said(request)))
    response = JsonResponse({"frames": told})
    header.disclose(response, [frame for frame in told if frame["type"] == "message"])
    return response


def _carried_out(request: HttpRequest, site: Site, token: str, language: str) -> list[dict[str, Any]]:
    if not token:
        raise NoSession
    confirmed = act(request, site, token, language) if request.method == "POST" else None
    since, code = request.GET.get("since", "0"), request.GET.get("code", "")
    position = resume(site, token, code=code, seq=int(since) if since.isdecimal() and len(since) < 10 else 0)
    new = news(site, token, since=position, language=language)
    return [frame for frame in (_reminder(site, token, language, new), new.state, confirmed, *new.messages, new.working) if frame]


def _reminder(site: Site, token: str, language: str, new: News) -> dict[str, Any] | None:
    """Return the notice for a page that has been open for long, except while a person answers."""
    if new.state["status"] == "human" or is_disclosed(site, access.hash_token(token)):
        return None
    return disclose(site, token, language, again=True)


def _said(request: HttpRequest) -> UUID | None:
    """Return the id of the text that was refused, so that the page shows the reason beside it."""
    return client_id_of(request.POST["client_id"]) if request.POST.get("client_id") else None
