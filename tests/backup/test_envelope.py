"""A copy is opened by its private key alone, and by nothing when a byte of it is not as it was."""

import io

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from chatbot.backup import envelope
from chatbot.backup.errors import BackupError

KEY = X25519PrivateKey.generate()


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(envelope, "PIECE", 64)


def closed(content, step=50):
    target = io.BytesIO()
    envelope.close((content[at : at + step] for at in range(0, len(content), step)), target, KEY.public_key())
    return target.getvalue()


def opened(sealed, key=KEY):
    return b"".join(envelope.opened(io.BytesIO(sealed), key))


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 128, 1000])
def test_what_was_closed_is_opened_again(small, length):
    content = bytes(range(256)) * 4
    assert opened(closed(content[:length])) == content[:length]


def test_nothing_of_it_can_be_read_or_foretold(small):
    content = b"canary-of-dana " * 20
    assert b"canary" not in closed(content) and closed(content) != closed(content)


def test_another_key_opens_nothing(small):
    with pytest.raises(BackupError):
        opened(closed(b"secret"), X25519PrivateKey.generate())


def test_every_flipped_byte_is_noticed(small):
    sealed = closed(b"0123456789" * 15)
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(BackupError):
            opened(changed)


def test_every_cut_and_every_swap_of_pieces_is_noticed(small):
    sealed = closed(b"0123456789" * 25)
    for at in range(len(sealed)):
        with pytest.raises(BackupError):
            opened(sealed[:at])
    head, piece = len(envelope.MAGIC) + 32, 64 + 16
    swapped = sealed[:head] + sealed[head + piece : head + 2 * piece] + sealed[head : head + piece] + sealed[head + 2 * piece :]
    with pytest.raises(BackupError):
        opened(swapped)
