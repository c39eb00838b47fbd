"""The keys of this installation's signatures: one that signs now, and the public half of every one that ever did."""

import base64
import hashlib
import hmac
import json
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from chatbot import conf
from chatbot.errors import Invalid
from compliance.models import SigningKey

Keys = dict[str, Ed25519PublicKey]  # by key id


def private_key() -> Ed25519PrivateKey:
    """Return the key that signs: of the operator's file, else made from the secret `signing`; raises ValueError."""
    return _private_key(conf.load().marking.signing_key)


@cache
def _private_key(path: Path | None) -> Ed25519PrivateKey:
    if path is None:
        return Ed25519PrivateKey.from_private_bytes(hmac.digest(conf.secret("signing").encode(), b"ed25519", "sha256"))
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ValueError(f"GUICHET_SIGNING_KEY: {path} holds no private key in PEM form, without a password: {error}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"GUICHET_SIGNING_KEY: the key in {path} must be an Ed25519 key.")
    return key


def key_id(public: Ed25519PublicKey) -> str:
    """Return the name of a key: its thumbprint after RFC 7638."""
    return encoded(hashlib.sha256(json.dumps(_jwk(public), sort_keys=True, separators=(",", ":")).encode()).digest())


def remember(public: Ed25519PublicKey) -> str:
    """Keep the public half, so that signatures stay known when the key is replaced; return its id."""
    name = key_id(public)
    SigningKey.objects.get_or_create(key_id=name, defaults={"public": encoded(public.public_bytes_raw())})
    return name


def known() -> Keys:
    """Return every key whose signatures are ours: today's, and all before it."""
    today = private_key().public_key()
    kept = {row.key_id: Ed25519PublicKey.from_public_bytes(decoded(row.public)) for row in SigningKey.objects.order_by("pk")}
    return {key_id(today): today, **kept}


def published(keys: Keys) -> dict[str, Any]:
    """Return the keys as a JWK set (RFC 7517, RFC 8037)."""
    return {"keys": [{**_jwk(public), "kid": name, "use": "sig", "alg": "EdDSA"} for name, public in keys.items()]}


def read(published_keys: Any) -> Keys:
    """Return the keys of a JWK set; raises Invalid when it is none, or a key is not what its name says."""
    try:
        keys = [Ed25519PublicKey.from_public_bytes(decoded(key["x"])) for key in published_keys["keys"]]
        named = {key_id(key): key for key in keys}
        if set(named) != {key["kid"] for key in published_keys["keys"]}:
            raise ValueError
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Invalid("This is no set of public keys as /.well-known/guichet-ai-keys.json gives it.") from error
    return named


def encoded(raw: bytes) -> str:
    """Return bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Return the bytes of base64url without padding; raises ValueError."""
    return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _jwk(public: Ed25519PublicKey) -> dict[str, str]:
    return {"crv": "Ed25519", "kty": "OKP", "x": encoded(public.public_bytes_raw())}
