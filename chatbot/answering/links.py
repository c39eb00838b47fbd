"""Where a link in an AI’s text may lead: the site’s own pages, the cited articles, the contact. Others are plain text."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from chatbot import conf
from chatbot.sites.models import Site


def may_lead_to(site: Site, article_urls: Iterable[str]) -> Callable[[str], bool]:
    """Return whether an address is on a host of the site's origins, of these articles, of its mail, or is a telephone number."""
    mail = site.contact_email.rpartition("@")[2].lower()
    hosts = {_host(url) for url in (*site.allowed_origins, *article_urls, conf.load().web.public_url)} - {""}

    def allowed(url: str) -> bool:
        scheme, _, rest = url.lower().partition(":")
        if scheme == "mailto":
            return rest.partition("?")[0].rpartition("@")[2] in hosts | {mail}
        return scheme == "tel" or _host(url) in hosts

    return allowed


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""
