"""What is wrong with the key that signs AI messages and the one that protects customers' data, told before any command runs."""

from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, InterfaceError

from chatbot import conf
from compliance import journal, retention
from compliance.keys import private_key
from compliance.vault import masters


def check_signing_key(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Return an error when GUICHET_SIGNING_KEY cannot be used: no AI message could be stored."""
    try:
        private_key()
    except ValueError as error:
        hint = "Make one with: openssl genpkey -algorithm ed25519 -out signing.pem"
        return [Error(str(error), hint=hint, id="guichet.E020")]
    return []


def check_master_key(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Return an error when there is no master key to be had: nothing of a customer's could be stored or read."""
    try:
        masters.current()
    except masters.MasterKeyError as error:
        return [Error(str(error), hint="Make one with: openssl rand -base64 32 > master.key", id="guichet.E021")]
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


def check_retention(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Return an error for every rule of GUICHET_KEEP_DAYS that is not known, or kept longer than its ceiling."""
    found: list[CheckMessage] = []
    for name, days in conf.load().duties.keep.items():
        rule = retention.RULES.get(name)
        if rule is None or not rule.days:
            hint = f"Known: {', '.join(rule.name for rule in retention.RULES.values() if rule.days)}."
            found.append(Error(f"GUICHET_KEEP_DAYS names {name!r}, which is no retention rule.", hint=hint, id="guichet.E038"))
        elif days > rule.ceiling:
            said = f"GUICHET_KEEP_DAYS keeps {name!r} for {days} days; at most {rule.ceiling} are lawful without another purpose."
            found.append(Error(said, hint="Choose fewer days.", id="guichet.E039"))
    return found
