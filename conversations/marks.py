"""The marks of AI messages: made with the message, shown with it, found by its words, gone with it."""

from typing import Any

from compliance.marking import Maker, Marked, fingerprint, source_of_reviewed, statement
from compliance.signing import Signature, sign
from conversations.models import Mark, Message


def mark(message: Message, maker: Maker) -> Mark:
    """Sign an AI message, in the transaction that stores it."""
    marked = Marked(str(message.pk), message.text, message.created_at, message.origin, message.site.slug)
    signature = sign(statement(marked, maker))
    return Mark.objects.create(
        message=message,
        site=message.site,
        statement=signature.signed,
        key_id=signature.key_id,
        signature=signature.value,
        fingerprint=fingerprint(message.text),
    )


def provenance(message: Message) -> dict[str, Any]:
    """Return what frames and exports say about where a message comes from; only an AI's is signed."""
    mark = message.mark if hasattr(message, "mark") else None
    said = mark.statement if mark else {}
    return {
        "ai_generated": message.author == Message.Author.AI,
        "model": said.get("model"),
        "digital_source_type": said.get("digital_source_type") or _reviewed(message),
        "signature": Signature(mark.key_id, mark.signature, said).as_data() if mark else None,
    }


def _reviewed(message: Message) -> str | None:
    """Return the term for a reply that an adviser wrote from the AI's draft; None for any other message."""
    return source_of_reviewed(message.draft.origin, message.edit_distance or 0.0) if message.draft else None


class ConversationMarks:
    """What the verifier may ask: whether words are an AI message's that is still stored."""

    def origin_of(self, fingerprint: str) -> str | None:
        """Return the origin of an AI message with these words; None when there is none."""
        found = Mark.objects.filter(fingerprint=fingerprint).first()
        return found.statement["origin"] if found else None
