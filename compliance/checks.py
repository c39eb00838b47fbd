"""What is wrong with the key that signs AI messages, told before any command runs."""

from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, InterfaceError

from compliance import journal
from compliance.keys import private_key


def check_signing_key(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Return an error when GUICHET_SIGNING_KEY cannot be used: no AI message could be stored."""
    try:
        private_key()
    except ValueError as error:
        hint = "Make one with: openssl genpkey -algorithm ed25519 -out signing.pem"
        return [Error(str(error), hint=hint, id="guichet.E020")]
    return []


def check_journal(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Return an error when a restored database has brought back who was erased; nothing before there are tables."""
    try:
        missing = len(journal.unreplayed())
    except (DatabaseError, InterfaceError):
        return []
    except ValueError as error:
        return [Error(str(error), hint="Restore the journal from its own copy.", id="guichet.E037")]
    if not missing:
        return []
    hint = "Run: manage.py replay_erasures"
    return [Error(f"This database was restored and lacks {missing} erasures.", hint=hint, id="guichet.E036")]
