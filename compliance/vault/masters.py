"""The master key, which wraps every subject's key: from a file, the environment or a command, never from the database."""

import base64
import binascii
import contextlib
import hmac
import os
import secrets
import shlex
import subprocess
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chatbot import conf

KEY_BYTES, NONCE_BYTES = 32, 12
PATIENCE = 30  # seconds that the command may take


class MasterKeyError(ValueError):
    """The master key cannot be had, or is not the one that wrapped the keys here; says which and what to do."""


@dataclass(frozen=True)
class Master:
    """A master key, known by a name that reveals nothing of it."""

    id: str
    _cipher: AESGCM = field(repr=False)

    @classmethod
    def of(cls, key: bytes) -> "Master":
        """Return the master key with these bytes."""
        return cls(hmac.digest(key, b"name of a guichet master key", "sha256").hex()[:16], AESGCM(key))

    def wrap(self, subject: UUID, key: bytes) -> bytes:
        """Return a subject's key, readable with this master key and for this subject only."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, key, subject.bytes)

    def unwrap(self, subject: UUID, wrapped: bytes) -> bytes:
        """Return a subject's key; raises MasterKeyError when it was wrapped with another master key, or altered."""
        try:
            return self._cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], subject.bytes)
        except InvalidTag as error:
            raise MasterKeyError(f"The key of subject {subject} was not wrapped with this master key, or was altered.") from error


@cache
def current() -> Master:
    """Return the master key in force, made at the first start when none is given; raises MasterKeyError."""
    vault = conf.load().vault
    given = [name for name, value in _given(vault).items() if value]
    if len(given) > 1:
        raise MasterKeyError(f"{' and '.join(given)} are set together: keep the one that gives the master key.")
    if vault.key:
        return Master.of(_read(vault.key, "GUICHET_MASTER_KEY"))
    if vault.command:
        return Master.of(_read(_told_by(vault.command), "What GUICHET_MASTER_KEY_COMMAND prints"))
    if vault.file is None:
        make(conf.load().paths.master)
    return of_file(vault.file or conf.load().paths.master)


def named(name: str) -> Master:
    """Return the master key of that name, read anew if it has changed; raises MasterKeyError when it is not the one in force."""
    if current().id != name:
        current.cache_clear()
    if current().id != name:
        raise MasterKeyError(
            f"The customers' keys are wrapped with master key {name}, and the one given here is {current().id}: "
            "give the right one, or finish `manage.py rotate_keys`."
        )
    return current()


def of_file(path: Path) -> Master:
    """Return the master key that a file holds; raises MasterKeyError."""
    try:
        return Master.of(_read(path.read_text(), str(path)))
    except (OSError, UnicodeDecodeError) as error:
        raise MasterKeyError(f"The master key cannot be read from {path}: {error}.") from error


def make(path: Path) -> None:
    """Write a fresh master key that its owner only can read; a file that is there stays as it is."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=path.parent)  # of mode 0600
    with os.fdopen(handle, "w") as file:
        file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode() + "\n")
    with contextlib.suppress(FileExistsError):  # of several processes that start together, the first one makes it
        os.link(fresh, path)
    os.unlink(fresh)


def _given(vault: conf.Vault) -> dict[str, object]:
    return {
        "GUICHET_MASTER_KEY": vault.key,
        "GUICHET_MASTER_KEY_FILE": vault.file,
        "GUICHET_MASTER_KEY_COMMAND": vault.command,
    }


def _told_by(command: str) -> str:
    """Return what the command prints: the way to a hardware module or a secret store. Its output is never told in errors."""
    try:
        done = subprocess.run(shlex.split(command), capture_output=True, text=True, timeout=PATIENCE, check=True)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise MasterKeyError(f"GUICHET_MASTER_KEY_COMMAND did not give the master key: {type(error).__name__}.") from None
    return done.stdout


def _read(text: str, source: str) -> bytes:
    """Return 32 bytes written in base64 or in hexadecimal digits."""
    text = text.strip()
    with contextlib.suppress(ValueError, binascii.Error):
        key = bytes.fromhex(text) if len(text) == 2 * KEY_BYTES else base64.b64decode(text, validate=True)
        if len(key) == KEY_BYTES:
            return key
    raise MasterKeyError(f"{source} holds no master key: 32 random bytes in base64, such as `openssl rand -base64 32` makes.")
