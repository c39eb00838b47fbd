"""PostgreSQL, given by DATABASE_URL or run from a package: the same engine either way."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from chatbot.conf import Conf


def databases(conf: Conf) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES; raises ValueError when DATABASE_URL is not a PostgreSQL address."""
    pool = {"pool": {"min_size": 1, "max_size": 16, "timeout": 10}}
    if not conf.stores.database_url:
        return {
            "default": {
                "ENGINE": "chatbot.database.embedded",
                "NAME": "guichet",
                "USER": "postgres",
                "OPTIONS": pool,
            }
        }
    url = urlsplit(conf.stores.database_url)
    if url.scheme not in {"postgres", "postgresql"} or not url.path.strip("/"):
        raise ValueError("DATABASE_URL must read postgresql://user:password@host:port/database.")
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.strip("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
            "OPTIONS": {**dict(parse_qsl(url.query)), **pool},
        }
    }
