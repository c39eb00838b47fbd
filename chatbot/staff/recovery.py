"""Recovery codes: ten, shown once, each good for one sign-in; the database keeps keyed hashes of them."""

import base64
import hmac
import secrets

from django.contrib.auth.models import AbstractUser
from django_otp.plugins.otp_static.models import StaticDevice

from chatbot import conf

HOW_MANY = 10
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read as something else
LENGTH = 10  # 49 bits
STORED = 16  # characters that the table has room for: 80 bits of the hash


def renew(adviser: AbstractUser) -> list[str]:
    """Replace the adviser's codes by new ones, and return these: they cannot be read again."""
    forget(adviser)
    device = StaticDevice.objects.create(user=adviser, name="recovery")
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    for code in codes:
        device.token_set.create(token=_stored(adviser, code))
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def forget(adviser: AbstractUser) -> None:
    """Remove every code of the adviser."""
    StaticDevice.objects.filter(user=adviser).delete()


def device_of(adviser: AbstractUser) -> StaticDevice | None:
    """Return what holds the adviser's codes, locked for this transaction."""
    return StaticDevice.objects.select_for_update().filter(user=adviser).first()


def use(adviser: AbstractUser, device: StaticDevice, code: str) -> bool:
    """Spend a code, written with or without its hyphen; returns whether it was one."""
    return bool(device.verify_token(_stored(adviser, code)))


def left(adviser: AbstractUser) -> int:
    """Return how many codes are unused."""
    return sum(device.token_set.count() for device in StaticDevice.objects.filter(user=adviser))


def _stored(adviser: AbstractUser, code: str) -> str:
    digest = hmac.digest(conf.secret("second_factor").encode(), f"recovery:{adviser.pk}:{code}".encode(), "sha256")
    return base64.b32encode(digest).decode()[:STORED].lower()
