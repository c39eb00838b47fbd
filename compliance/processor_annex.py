"""The annex of a processor contract (article 28 GDPR), with the services that this installation is configured to reach."""

from datetime import date
from urllib.parse import urlsplit

from django.template.loader import render_to_string

from chatbot import conf
from chatbot.sites.models import Site
from compliance.conformity.cyclonedx import version

LANGUAGES = ("fr", "en")
OWN_MACHINE = {"", "localhost", "127.0.0.1", "::1"}


def annex(site: Site, language: str, *, processor: str, on: date) -> str:
    """Return the annex as Markdown."""
    facts = {
        "site": site,
        "processor": processor,
        "date": on.isoformat(),
        "version": version(),
        "services": services(conf.load()),
        "remote": bool(conf.load().remote.url),
        "audit_months": conf.load().duties.audit_months,
    }
    return render_to_string(f"compliance/annex/processor-annex.{language}.md", facts)


def services(known: conf.Conf) -> list[dict[str, str]]:
    """Return the services on other machines that the configuration names: none by default."""
    named = [
        {"fr": "serveur de courriel", "en": "mail server", "host": known.mail.host},
        {"fr": "serveur d’inférence", "en": "inference server", "host": _host(known.remote.url)},
        {"fr": "base de données", "en": "database", "host": _host(known.stores.database_url)},
        {"fr": "Redis", "en": "Redis", "host": _host(known.stores.redis_url)},
    ]
    return [service for service in named if service["host"] not in OWN_MACHINE]


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
