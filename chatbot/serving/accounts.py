"""The first accounts, with passwords made at random, shown once and stored as Argon2 hashes."""

import secrets
import string

from conversations.models import Adviser

ALPHABET = string.ascii_letters + string.digits
LENGTH = 20


def new_password() -> str:
    """Return a password of about 119 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def create_administrator(password: str) -> str | None:
    """Create the first administrator unless there is one; returns the login when `password` was given to it."""
    if Adviser.objects.filter(is_superuser=True).exists():
        return None
    return Adviser.objects.create_superuser("admin", password=password, first_name="Admin").username
