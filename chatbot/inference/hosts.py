"""Where an inference server may be: on this machine, or on a host that the operator has declared."""

import ipaddress
from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

PORTS = {"http": 80, "https": 443}


def refusal(url: str, declared: Collection[str]) -> str:
    """Return why this address is not asked, as a sentence about INFERENCE_URL; empty when it may be.

    Loopback addresses need no declaration. A declared `host` or `host:port` means https, `http://host` plain http.
    """
    parts = _split(url)
    if parts is None:
        return "INFERENCE_URL is no address such as https://inference.example.eu or http://127.0.0.1:8080."
    if parts.username is not None or parts.query or parts.fragment:
        return "INFERENCE_URL must hold no user name, password, query or fragment; a key belongs in INFERENCE_KEY."
    host = parts.hostname or ""
    if is_loopback(host) or any(_permits(entry, parts) for entry in declared):
        return ""
    if parts.scheme == "http":
        return f"INFERENCE_URL speaks plain http to {host}: use https, or declare http://{parts.netloc} in INFERENCE_HOSTS."
    return f"INFERENCE_URL names the host {parts.netloc}, which INFERENCE_HOSTS does not declare."


def is_loopback(host: str) -> bool:
    """Return whether this host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _split(url: str) -> SplitResult | None:
    """Return the parts of an http or https address; None when it is none."""
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname and (parts.port is None or parts.port))
    except ValueError:
        return None
    return parts if has_host and parts.scheme in PORTS else None


def _permits(entry: str, parts: SplitResult) -> bool:
    allowed = _split(entry if "://" in entry else f"https://{entry}")
    if allowed is None or (allowed.scheme, allowed.hostname) != (parts.scheme, parts.hostname):
        return False
    return allowed.port in {None, parts.port or PORTS[parts.scheme]}
