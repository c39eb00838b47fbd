"""The key pair of backups, X25519 in PEM files: the public half makes copies, the private half opens them."""

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from chatbot.backup.errors import BackupError


def make_pair(private: Path, public: Path) -> None:
    """Write a new pair; raises BackupError when one of the files is there: copies made with it could not be opened any more."""
    for path in (private, public):
        if path.exists():
            raise BackupError(f"{path} exists and is not replaced: copies made with that key would be lost.")
    key = X25519PrivateKey.generate()
    private.touch(mode=0o600)
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def public_key(path: Path | None) -> X25519PublicKey:
    """Return the key that makes copies; raises BackupError."""
    if path is None:
        raise BackupError(
            "No key for backups: make a pair with `manage.py backup_key`, and name its public half in GUICHET_BACKUP_KEY."
        )
    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise BackupError(f"{path} holds no public key in PEM form: {error}") from error
    if not isinstance(key, X25519PublicKey):
        raise BackupError(f"The key in {path} must be an X25519 key: make a pair with `manage.py backup_key`.")
    return key


def private_key(path: Path) -> X25519PrivateKey:
    """Return the key that opens copies; raises BackupError."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BackupError(f"{path} holds no private key in PEM form, without a password: {error}") from error
    if not isinstance(key, X25519PrivateKey):
        raise BackupError(f"The key in {path} must be an X25519 key, as `manage.py backup_key` makes them.")
    return key
