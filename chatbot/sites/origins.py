"""Which pages may hold the widget and open its socket."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from chatbot import conf
from chatbot.sites.models import Site

DEFAULT_PORTS = {"http": 80, "https": 443}


def is_allowed(site: Site, origin: str) -> bool:
    """Return whether a request from this Origin is accepted: one of the site's own, or Guichet's own pages."""
    wanted = normal(origin)
    return wanted is not None and wanted in {normal(one) for one in [*site.allowed_origins, conf.load().web.public_url]}


def is_own(origin: str, host: str) -> bool:
    """Return whether the origin is the very host that was asked, under one of the names this server answers to."""
    asked, _port = split_domain_port(host)
    return bool(asked) and validate_host(asked, settings.ALLOWED_HOSTS) and urlsplit(origin).netloc.lower() == host.lower()


def normal(origin: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port of an origin; None for `null`, wildcards and what is none."""
    try:
        parts = urlsplit(origin.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or "*" in parts.hostname or parts.path.strip("/"):
        return None
    return parts.scheme, parts.hostname.lower(), port or DEFAULT_PORTS[parts.scheme]
