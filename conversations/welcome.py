"""Opening a customer's socket: which site, from whose page, in which language, and the AI notice that comes first."""

from typing import Any
from urllib.parse import parse_qs

from django.conf import settings

from chatbot.errors import Forbidden
from chatbot.sites.models import Site
from chatbot.sites.origins import is_allowed, is_own
from compliance.disclosure import notice, record_disclosure
from conversations import access
from conversations.frames import VERSION


def welcome(scope: dict[str, Any], token: str) -> tuple[Site, dict[str, Any]]:
    """Return the site and the disclosure frame, whose sending is recorded; raises NotFound or Forbidden."""
    site = access.site_by_key(scope["url_route"]["kwargs"]["public_key"])
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    origin = headers.get(b"origin", "")
    if not (is_allowed(site, origin) or is_own(origin, headers.get(b"host", ""))):
        raise Forbidden
    language = known_language(parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0], site)
    return site, disclose(site, token, language)


def disclose(site: Site, token: str, language: str, *, again: bool = False) -> dict[str, Any]:
    """Return the disclosure frame, and record that it is sent; `again` when the page that shows it has been open for long."""
    shown = notice(site, language)
    record_disclosure(site, access.hash_token(token), language)
    return {
        "type": "disclosure",
        "version": VERSION,
        "text": shown.text,
        "language": shown.language,
        "notice_version": shown.version,
        "digest": shown.digest,
        "company": site.company,
        "again": again,
    }


def known_language(wanted: str, site: Site) -> str:
    """Return the wanted language when Guichet speaks it, else the site's."""
    return wanted if wanted in dict(settings.LANGUAGES) else site.language
