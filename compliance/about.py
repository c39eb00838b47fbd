"""The public pages about the service: the AI, accessibility."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chatbot.answering.compose import PROMPT_VERSION, SYSTEM
from chatbot.inference.register import ModelCard
from chatbot.sites.models import AIStop, Site
from chatbot.sites.switch import stops_of
from compliance.language import speak
from compliance.last_check import last_check
from compliance.model_in_use import model_in_use


def current_card() -> ModelCard | None:
    """Return the card of the model that answers here."""
    model = model_in_use()
    return model.card if model else None


@speak
@require_safe
def ai(request: HttpRequest) -> HttpResponse:
    """Say which AI answers, who made it, what it can and cannot do."""
    card = current_card()
    site = site_meant(request)
    stops = stops_of(site) if site else AIStop.objects.filter(site=None)
    off = stops.order_by("stopped_at").first()
    page = {
        "card": card,
        "megabytes": card.size // 1_000_000 if card else 0,
        "site": site,
        "off": off,
        "prompts": prompts(site),
        "prompt_version": PROMPT_VERSION,
    }
    return render(request, "compliance/ai.html", page)


def prompts(site: Site | None) -> dict[str, str]:
    """Return the very instructions that a writing model is given, by language."""
    company = site.company if site else f"[{gettext('company')}]"
    return {language: text.format(company=company) for language, text in SYSTEM.items()}


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
