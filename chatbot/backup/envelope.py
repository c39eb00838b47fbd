"""The file's form: X25519 and HKDF give a key for this file alone, AES-256-GCM closes it piece by piece.

After the magic word and the sender's one-time public key come pieces of 1 MiB with a tag each. A piece's nonce holds its number
and whether it is the last: pieces that are changed, moved, left out or cut off are noticed.
"""

from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chatbot.backup.errors import BackupError

MAGIC = b"guichet-backup-1\n"
PIECE, TAG, KEY = 1024 * 1024, 16, 32


def close(pieces: Iterator[bytes], target: BinaryIO, recipient: X25519PublicKey) -> None:
    """Write the pieces, of any length, so that only the holder of the private key reads them."""
    once = X25519PrivateKey.generate()
    sender = once.public_key().public_bytes_raw()
    cipher = _cipher(once.exchange(recipient), sender, recipient)
    target.write(MAGIC + sender)
    number, held = 0, b""
    for piece in pieces:
        held += piece
        while len(held) > PIECE:  # one is kept back: the last one must be known as such
            target.write(cipher.encrypt(_nonce(number, is_last=False), held[:PIECE], MAGIC))
            number, held = number + 1, held[PIECE:]
    target.write(cipher.encrypt(_nonce(number, is_last=True), held, MAGIC))


def opened(source: BinaryIO, key: X25519PrivateKey) -> Iterator[bytes]:
    """Yield what was closed; raises BackupError at the first byte that is not as it was, and when the end is missing."""
    if source.read(len(MAGIC)) != MAGIC:
        raise BackupError("This file is no backup of Guichet.")
    sender = source.read(KEY)
    if len(sender) < KEY:
        raise BackupError("This backup is cut off.")
    cipher = _cipher(key.exchange(X25519PublicKey.from_public_bytes(sender)), sender, key.public_key())
    number, sealed = 0, source.read(PIECE + TAG)
    while sealed:
        following = source.read(PIECE + TAG)
        yield _open(cipher, number, sealed, is_last=not following)
        number, sealed = number + 1, following
    if number == 0:
        raise BackupError("This backup is cut off.")


def _open(cipher: AESGCM, number: int, sealed: bytes, *, is_last: bool) -> bytes:
    try:
        return cipher.decrypt(_nonce(number, is_last=is_last), sealed, MAGIC)
    except InvalidTag as error:
        raise BackupError("This backup was made for another key, or was changed or cut off: nothing of it is used.") from error


def _cipher(shared: bytes, sender: bytes, recipient: X25519PublicKey) -> AESGCM:
    return AESGCM(HKDF(SHA256(), KEY, salt=sender + recipient.public_bytes_raw(), info=MAGIC).derive(shared))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
