"""What is wrong with the key that signs AI messages and the one that protects customers' data, told before any command runs."""

from typing import Any

from django.core.checks import CheckMessage, Error

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
