"""The public pages about the service: the AI, accessibility."""

from math import floor, log10

from django.conf.locale import LANG_INFO
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, gettext
from django.views.decorators.http import require_safe

from chatbot import conf
from chatbot.answering.compose import PROMPT_VERSION, SYSTEM, composes
from chatbot.inference.register import ModelCard
from chatbot.sites.models import AIStop, Site
from chatbot.sites.switch import stops_of
from compliance.effort import of_one_reply
from compliance.language import speak
from compliance.last_check import last_check
from compliance.model_in_use import ModelInUse, model_in_use

LAMP_WATTS = 10
CAPITALS = ("en", "de")  # these write the names of languages with a capital letter


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
        **(_of_model(card, site) if card else {}),
        "site": site,
        "off": off,
        "prompts": prompts(site),
        "prompt_version": PROMPT_VERSION,
    }
    return render(request, "compliance/ai.html", page)


def _of_model(card: ModelCard, site: Site | None) -> dict[str, object]:
    return {
        "megabytes": card.size // 1_000_000,
        "languages": _languages(card),
        "writes": composes(ModelInUse(card, None), site) if site else card.can_compose,
        "energy": _energy(card),
    }


def _languages(card: ModelCard) -> str:
    """Return the names of the model's languages, in the reader's."""
    known = {code: str(get_language_info(code)["name_translated"]) for code in card.languages if code in LANG_INFO}
    names = ", ".join(known.get(code, code) for code in card.languages)
    return names if (get_language() or "en") in CAPITALS else capfirst(names.lower())


def _energy(card: ModelCard) -> dict[str, str]:
    """Return the measured effort of a reply in the reader's figures, its energy where watts are declared; {} when unmeasured."""
    effort, watts = of_one_reply(card), conf.load().energy.core_watts
    if effort is None:
        return {}
    told = {
        "seconds": _number(effort.seconds, 1),
        "replies": number_format(effort.replies, force_grouping=True),
        "since": date_format(effort.since, "DATE_FORMAT"),
    }
    if not watts or not effort.seconds:
        return told
    watt_hours = effort.watt_hours(watts)
    lamp = max(1, round(watt_hours * 3600 / LAMP_WATTS))
    shown = _number(watt_hours, max(0, 1 - floor(log10(watt_hours))))  # two digits
    return {**told, "watts": number_format(f"{watts:g}"), "watt_hours": shown, "lamp": number_format(lamp)}


def _number(value: float, places: int) -> str:
    return number_format(f"{value:.{places}f}")  # rounded first: Django cuts off


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
