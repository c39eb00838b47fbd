"""The conversation code: how a customer proves, without an account, that a conversation is theirs."""

import hmac
import secrets

from chatbot import conf
from conversations.models import Conversation

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # without the characters that people confuse


def new_reference() -> str:
    """Return a fresh public reference of eight characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def code_of(conversation: Conversation) -> str:
    """Return the conversation's code: its reference and a secret part that is derived, never stored."""
    digest = hmac.digest(conf.secret("codes").encode(), conversation.pk.bytes, "sha256")
    proof = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:8])
    whole = conversation.reference + proof
    return "-".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def find_by_code(text: str) -> Conversation | None:
    """Return the conversation of a code, however it was typed; None for every wrong one."""
    typed = "".join(char for char in text.upper() if char.isalnum())
    conversation = Conversation.objects.select_related("site").filter(reference=typed[:8]).first()
    expected = code_of(conversation).replace("-", "") if conversation else "no conversation has this code"
    return conversation if hmac.compare_digest(typed.encode(), expected.encode()) else None
