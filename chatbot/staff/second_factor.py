"""The second factor of staff: set up, asked for at sign-in, removed by an administrator."""

import time
from binascii import hexlify
from secrets import token_bytes
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.oath import TOTP

from chatbot import conf
from chatbot.errors import Invalid, TooFast
from chatbot.staff import recovery
from chatbot.staff.models import KEY_BYTES, SecondFactor
from compliance import audit

PASSED, CANDIDATE = "second_factor", "second_factor_candidate"  # in the session: the device passed, the key being set up


class WrongCode(Invalid):
    """The code is not the one of this moment, or was used before."""

    code = "wrong_code"
    default = _(
        "This code is not right, or was used before. Wait for the next one in your app, and check your telephone’s clock."
    )


def device_of(adviser: AbstractUser) -> SecondFactor | None:
    """Return the adviser's second factor, if it is set up."""
    return SecondFactor.objects.filter(user=adviser, confirmed=True).first()


def is_satisfied(adviser: AbstractUser, session: SessionBase) -> bool:
    """Return whether this session may work: its second factor was shown, or none is set up and none is required."""
    device = device_of(adviser)
    if device is None:
        return conf.load().staff.second_factor != "required"
    return bool(session.get(PASSED) == device.pk)


def pass_with(adviser: AbstractUser, session: SessionBase, code: str) -> None:
    """Let the session in with a code of the app or a recovery code; raises WrongCode and TooFast."""
    device_pk, is_right = _check(adviser, _bare(code))
    if not is_right:
        raise WrongCode
    session.cycle_key()
    session[PASSED] = device_pk


@transaction.atomic
def _check(adviser: AbstractUser, code: str) -> tuple[int, bool]:
    """Return the device and whether the code is right; a failure is counted, so nothing is raised that would undo that."""
    device = SecondFactor.objects.select_for_update().get(user=adviser, confirmed=True)
    if code.isascii() and code.isdigit():
        _refuse_haste(device)
        return device.pk, device.verify_token(code)
    codes = recovery.device_of(adviser)
    if codes is None:
        return device.pk, False
    _refuse_haste(codes)
    is_right = recovery.use(adviser, codes, code)
    if is_right:
        _record("recovery_code_used", adviser, adviser, left=recovery.left(adviser))
    return device.pk, is_right


def _refuse_haste(device: Any) -> None:
    """Raise TooFast while a wrong code makes the next one wait: 1 second, then 2, 4, 8…"""
    is_allowed, why = device.verify_is_allowed()
    if not is_allowed:
        seconds = max(1, round((why["locked_until"] - timezone.now()).total_seconds()))
        raise TooFast(
            ngettext(
                "Several codes were wrong. Try again in %(n)s second.",
                "Several codes were wrong. Try again in %(n)s seconds.",
                seconds,
            )
            % {"n": seconds}
        )


def candidate(adviser: AbstractUser, session: SessionBase) -> SecondFactor:
    """Return the second factor that this session is setting up; nothing of it is stored with the adviser yet."""
    if CANDIDATE not in session:
        session[CANDIDATE] = hexlify(token_bytes(KEY_BYTES)).decode()
    return SecondFactor(user_id=adviser.pk, name="app", key=session[CANDIDATE])


def set_up(adviser: AbstractUser, session: SessionBase, code: str) -> list[str]:
    """Make the candidate the adviser's second factor if its code is right; returns recovery codes. Raises WrongCode."""
    device = candidate(adviser, session)
    clock = TOTP(device.bin_key)
    clock.time = time.time()
    bare = _bare(code)
    if not (bare.isascii() and bare.isdigit() and clock.verify(int(bare), device.tolerance)):
        raise WrongCode
    device.drift, device.last_t = clock.drift, clock.t()
    codes = _keep(adviser, device)
    session.cycle_key()
    session[PASSED] = device.pk
    del session[CANDIDATE]
    return codes


@transaction.atomic
def _keep(adviser: AbstractUser, device: SecondFactor) -> list[str]:
    SecondFactor.objects.filter(user=adviser).delete()
    device.save()
    _record("second_factor_set_up", adviser, adviser)
    return recovery.renew(adviser)


@transaction.atomic
def remove(adviser: AbstractUser, *, actor: AbstractUser | None) -> bool:
    """Take the second factor away, for somebody who lost it; returns whether there was one. No actor is the shell."""
    removed, _rows = SecondFactor.objects.filter(user=adviser).delete()
    recovery.forget(adviser)
    if removed:
        _record("second_factor_removed", actor, adviser)
    return bool(removed)


def _record(event: str, actor: AbstractUser | None, adviser: AbstractUser, **details: Any) -> None:
    name = f"adviser:{actor.pk}" if actor else "shell"
    audit.record(event, site=None, actor=name, object_type="adviser", object_id=str(adviser.pk), **details)


def _bare(code: str) -> str:
    """Return a code as people read it aloud or copy it: without blanks and hyphens, in small letters."""
    return "".join(char for char in code if char.isalnum()).lower()[:32]
