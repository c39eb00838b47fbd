"""Whether a text was produced by this system: yes, no or unknown. Nothing that is asked is kept."""

from dataclasses import asdict, dataclass
from typing import Any, Literal, Protocol

from django.utils.translation import gettext as _

from chatbot.errors import Invalid
from compliance.keys import Keys
from compliance.marking import digest, fingerprint
from compliance.signing import Signature
from compliance.whole import LIST, holds

Verdict = Literal["yes", "no", "unknown"]
Reason = Literal[
    "signed",
    "known",
    "altered",
    "foreign_key",
    "not_known",
    "no_signature",
    "complete",
    "altered_list",
    "no_list",
    "file_unchanged",
    "file_altered",
    "no_seal",
]
TOLD_TWICE = ("id", "origin", "digital_source_type", "author_type", "model", "at")  # by a transcript: outside and inside the mark


@dataclass(frozen=True)
class Finding:
    """What was found about one text; `origin` says where its words come from, `id` which message it is, when that is known."""

    verdict: Verdict
    reason: Reason
    origin: str | None = None
    id: str | None = None

    def as_data(self) -> dict[str, Any]:
        """Return the finding as JSON-able data."""
        return asdict(self)


class Marks(Protocol):
    """Where the marks of AI messages are kept."""

    def origin_of(self, fingerprint: str) -> str | None:
        """Return the origin of a stored AI message with this fingerprint; None when there is none."""


_places: list[Marks] = []


def register(marks: Marks) -> None:
    """Make a place known where marks are kept."""
    _places.append(marks)


def check_signed(text: str, signature: Signature, known: Keys, told: dict[str, Any] | None = None) -> Finding:
    """Say whether this very text was signed by one of the keys; `told` is what a transcript says of it beside the signature."""
    signed, told = signature.signed, told or {}
    origin, name = (str(signed.get(field)) if signed.get(field) else None for field in ("origin", "id"))
    if signature.key_id not in known:
        return Finding("unknown", "foreign_key")
    is_same = signed.get("text_sha256") == digest(text) and all(
        told[field] == signed.get(field) for field in TOLD_TWICE if field in told
    )
    return Finding("yes", "signed", origin, name) if is_same and signature.holds(known) else Finding("no", "altered")


def check_words(text: str) -> Finding:
    """Say whether an AI message with these words is stored here, whatever form they were copied in."""
    wanted = fingerprint(text)
    origin = next((found for place in _places if (found := place.origin_of(wanted))), None)
    return Finding("yes", "known", origin) if origin else Finding("unknown", "not_known")


def check_transcript(transcript: Any, known: Keys) -> list[Finding]:
    """Return findings on the whole and on each message that is, or is signed as, an AI's; raises Invalid when it is no export."""
    messages = transcript.get("messages") if isinstance(transcript, dict) else None
    if not isinstance(messages, list) or not all(_is_message(one) for one in messages):
        raise Invalid(_("This is no conversation as the page “Your data” gives it in JSON."))
    findings = [_of_message(one, known) for one in messages if one.get("ai_generated") or one.get("signature")]
    return [_of_list(transcript, known), *findings] if findings or transcript.get(LIST) else []


def _of_list(transcript: dict[str, Any], known: Keys) -> Finding:
    """Say whether the messages are those that were signed, all of them and in their order."""
    name = _plain(transcript.get("reference"))
    if not transcript.get(LIST):
        return Finding("unknown", "no_list", id=name)
    signature = Signature.read(transcript[LIST])
    if signature.key_id not in known:
        return Finding("unknown", "foreign_key", id=name)
    return Finding("yes", "complete", id=name) if holds(transcript, signature, known) else Finding("no", "altered_list", id=name)


def _plain(value: Any) -> str | None:
    return str(value or "").encode("utf-8", "replace").decode() or None


def _is_message(one: Any) -> bool:
    return isinstance(one, dict) and isinstance(one.get("text"), str)


def _of_message(one: dict[str, Any], known: Keys) -> Finding:
    if not one.get("signature"):
        return Finding("unknown", "no_signature", id=_plain(one.get("id")))
    return check_signed(one["text"], Signature.read(one["signature"]), known, one)


def overall(findings: list[Finding]) -> Verdict:
    """Return the verdict on all: no as soon as one is altered, yes when each is ours."""
    verdicts = {finding.verdict for finding in findings}
    return "no" if "no" in verdicts else "yes" if verdicts == {"yes"} else "unknown"
