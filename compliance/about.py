"""The public pages about the service: the AI, accessibility."""

import contextlib
import logging
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chatbot import conf
from chatbot.inference.entries import full_register
from chatbot.inference.errors import RegisterUnreadable
from chatbot.inference.install import installed
from chatbot.inference.register import REGISTER, ModelCard, Register
from chatbot.inference.verification import verified_hash
from chatbot.sites.models import AIStop, Site
from chatbot.sites.switch import stops_of
from compliance.language import speak
from compliance.last_check import last_check

logger = logging.getLogger(__name__)


def current_card() -> ModelCard | None:
    """Return the card of the model that answers here: the configured one, else the first installed of the register."""
    given, register = conf.load().inference.model_path, _register()
    if conf.load().remote.url:
        return register.by_name(conf.load().remote.model)
    if given:
        with contextlib.suppress(OSError):
            return register.by_hash(verified_hash(Path(given)))
        return None
    wanted = register.by_name(conf.load().inference.model)
    here = [card for card, _path in installed(conf.load().paths.models, register)]
    return wanted if wanted in here else next(iter(here), None)


def _register() -> Register:
    try:
        return full_register(conf.load().paths.register)
    except RegisterUnreadable as error:  # spoilt since the start: the page stays
        logger.error("%s", error)
        return REGISTER


@speak
@require_safe
def ai(request: HttpRequest) -> HttpResponse:
    """Say which AI answers, who made it, what it can and cannot do."""
    card = current_card()
    site = site_meant(request)
    stops = stops_of(site) if site else AIStop.objects.filter(site=None)
    off = stops.order_by("stopped_at").first()
    page = {"card": card, "megabytes": card.size // 1_000_000 if card else 0, "site": site, "off": off}
    return render(request, "compliance/ai.html", page)


@speak
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the chat is, when that was last checked and with which result, and how to report an obstacle."""
    return render(request, "compliance/accessibility.html", {"site": site_meant(request), "check": last_check()})


def site_meant(request: HttpRequest) -> Site | None:
    """Return the site that the page's address names, or, when it names none, the only one of this server."""
    named = request.GET.get("site", "").replace("\0", "")
    found = list(Site.objects.filter(public_key=named) if named else Site.objects.all()[:2])
    return found[0] if len(found) == 1 else None
