"""The demo: Maison Lune, an invented online shop of lamps, its help pages and one adviser."""

import io
import sys
from pathlib import Path

from django.core.management import call_command

from chatbot.knowledge.models import Synonym
from chatbot.sites.models import Site
from conversations.models import Adviser

SLUG = "demo"
ARTICLES = Path(__file__).parent / "articles"
SITE = {
    "company": "Maison Lune",
    "language": "fr",
    "accent": "#2f4a7c",
    "contact_email": "bonjour@maison-lune.example",
    "contact_phone": "+33 4 65 71 20 30",
    "contact_address": "Maison Lune, 14 rue des Lanternes, 69100 Villeurbanne, France",
    "mediator_name": "Médiation des lampes (exemple)",
    "mediator_url": "https://mediation.example/",
    "withdrawal_url": "https://maison-lune.example/retractation",
    "opening_hours": {str(day): [["09:00", "12:30"], ["14:00", "18:00"]] for day in range(5)},
}
SYNONYMS = {
    "fr": {
        "carte bleue": "carte bancaire",
        "CB": "carte bancaire",
        "bon d’achat": "carte cadeau",
        "colis": "livraison",
        "SAV": "service clients",
    },
    "en": {"credit card": "bank card", "voucher": "gift card", "parcel": "delivery", "guarantee": "warranty"},
}


def install(origins: list[str]) -> Site:
    """Create the demo site unless it exists, let its widget stand on `origins`, and import its articles."""
    site, _created = Site.objects.get_or_create(slug=SLUG, defaults=SITE)
    missing = [origin for origin in origins if origin not in site.allowed_origins]
    if missing:
        site.allowed_origins = [*site.allowed_origins, *missing]
        site.save(update_fields=["allowed_origins"])
    Synonym.objects.bulk_create(
        (
            Synonym(site=site, language=language, words=words, meaning=meaning)
            for language, pairs in SYNONYMS.items()
            for words, meaning in pairs.items()
        ),
        ignore_conflicts=True,
    )
    told = sys.stderr if not site.articles.exists() else io.StringIO()  # the first import takes a while
    for language in ("fr", "en"):
        call_command("import_articles", ARTICLES / language, site=SLUG, language=language, stderr=told)
    return site


def create_adviser(site: Site, password: str) -> str | None:
    """Create the demo's adviser unless she exists; returns her login when `password` was given to her."""
    if Adviser.objects.filter(username="claire").exists():
        return None
    claire = Adviser.objects.create_user("claire", password=password, first_name="Claire", is_staff=True)
    claire.sites.add(site)
    return claire.username
