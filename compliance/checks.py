"""What is wrong with the key that signs AI messages, told before any command runs."""

from typing import Any

from django.core.checks import CheckMessage, Error

from compliance.keys import private_key


def check_signing_key(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Return an error when GUICHET_SIGNING_KEY cannot be used: no AI message could be stored."""
    try:
        private_key()
    except ValueError as error:
        hint = "Make one with: openssl genpkey -algorithm ed25519 -out signing.pem"
        return [Error(str(error), hint=hint, id="guichet.E020")]
    return []
