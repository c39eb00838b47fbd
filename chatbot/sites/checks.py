"""What the law asks a site to say, and its administrator has not said yet."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ValidationError
from django.db import DatabaseError, InterfaceError
from django.db.models import Q

from chatbot.mail import is_configured
from chatbot.sites.models import Site
from chatbot.sites.profiles import Profile, refuse_premium

CONTACT = {"contact_address": "a postal address", "contact_phone": "a telephone number", "contact_email": "an e-mail address"}
CONSUMERS = {
    "mediator_name": "the consumer mediator’s name",
    "mediator_url": "the consumer mediator’s website",
    "withdrawal_url": "the page for withdrawing from an order",
}


def missing(site: Site) -> list[str]:
    """Return in words what customers of this site must be told and are not."""
    wanted = CONTACT | (CONSUMERS if site.sells_to_consumers else {})
    return [words for field, words in wanted.items() if not getattr(site, field).strip()] + _of_profiles(site)


def _of_profiles(site: Site) -> list[str]:
    """Return what the site's further rules ask and it lacks."""
    lacks = []
    if site.follows(Profile.FINANCE) and not site.contract_languages:
        lacks.append("the languages of the pre-contract information (profile finance)")
    if unspoken := _unspoken(site):
        lacks.append(f"an adviser whose languages include {', '.join(unspoken)} (further rules)")
    if site.follows(Profile.SPAIN) and _is_premium(site.contact_phone):
        lacks.append("a telephone number without extra charge (profile spain)")
    if site.follows(Profile.SPAIN) and not is_configured():
        lacks.append("a mail server, SMTP_URL, that sends copies of conversations (profile spain)")
    if site.is_platform and not site.authority_email:
        lacks.append("an e-mail address for authorities (profile platform)")
    return lacks


def _unspoken(site: Site) -> list[str]:
    """Return the languages in which a person must be there, and none of the advisers speaks."""
    wanted = set(site.contract_languages) if site.follows(Profile.FINANCE) else set()
    wanted |= {"es"} if site.follows(Profile.SPAIN) else set()
    people = get_user_model().objects.filter(Q(sites=site) | Q(is_superuser=True), is_active=True, is_staff=True)
    return sorted(wanted.difference(*people.values_list("languages", flat=True)))


def _is_premium(phone: str) -> bool:
    try:
        refuse_premium(phone)
    except ValidationError:
        return True
    return False


def check_contact(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Return an error for every site that lacks what its contact page must say; nothing before there are tables."""
    try:
        return [_error(site, lacks) for site, lacks in lacking()]
    except (DatabaseError, InterfaceError):
        return []


def lacking() -> Iterator[tuple[Site, list[str]]]:
    """Yield the sites that lack something, with what."""
    for site in Site.objects.order_by("slug"):
        if lacks := missing(site):
            yield site, lacks


def _error(site: Site, lacks: list[str]) -> CheckMessage:
    return Error(
        f"The contact page of the site “{site.slug}” lacks {', '.join(lacks)}.",
        hint="Fill them in the admin, under Sites; what concerns consumers is asked of sites that sell to them.",
        id="guichet.E010",
    )
