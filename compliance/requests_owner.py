"""Requests and holds as a data owner: found by code, exported with the subject, stripped at its erasure."""

import hmac
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from chatbot import conf
from compliance.models import LegalHold, RightsRequest
from compliance.owners import Subject
from compliance.rights_models import ALPHABET


class RequestsOwner:
    """The owner of requests about personal data."""

    name = "requests"

    def of_request(self, request: HttpRequest) -> list[Subject]:
        """Nothing in a browser leads to a request but a code."""
        return []

    def of_code(self, code: str) -> Subject | None:
        """Return the request of a code."""
        typed = "".join(char for char in code.upper() if char.isalnum())
        found = RightsRequest.objects.select_related("site").filter(reference=typed[:8]).first()
        expected = code_of(found).replace("-", "") if found else "no request has this code"
        return subject_of(found) if found and hmac.compare_digest(typed.encode(), expected.encode()) else None

    def of_key(self, key: str) -> Subject | None:
        """Return a request proven earlier."""
        found = RightsRequest.objects.select_related("site").filter(pk=key).first()
        return subject_of(found) if found else None

    def all_keys(self) -> list[str]:
        """No erasure is ordered of a request alone."""
        return []

    def export(self, subject: Subject) -> dict[str, Any]:
        """Return the subject's requests and holds."""
        return {
            "requests": [_request(one) for one in _requests(subject)],
            "legal_holds": [
                {"scope": hold.scope, "reason": hold.reason, "until": hold.expires_on.isoformat()} for hold in _holds(subject)
            ],
        }

    def counts(self, subject: Subject) -> dict[str, int]:
        """Return in how many requests words about the subject stand, and how many holds there were."""
        return {"requests": _requests(subject).count(), "legal_holds": _holds(subject).count()}

    def erase(self, subject: Subject, keep: frozenset[str] = frozenset()) -> None:
        """Take out of the requests what leads to the subject; their references and dates stay as proof."""
        if keep:
            return
        _requests(subject).update(words="", contact="", doubt="", answer="", owner="", subject_key="")
        _holds(subject).delete()


def code_of(request: RightsRequest) -> str:
    """Return the request's code: its reference and a secret part that is derived, never stored."""
    digest = hmac.digest(conf.secret("codes").encode(), b"request" + request.pk.bytes, "sha256")
    whole = request.reference + "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:8])
    return "-".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def subject_of(request: RightsRequest) -> Subject:
    """Return the request as something that can be proven."""
    return Subject(RequestsOwner.name, str(request.pk), request.site, request.language, request.reference)


def _requests(subject: Subject) -> QuerySet[RightsRequest]:
    return RightsRequest.objects.filter(owner=subject.owner, subject_key=subject.key).order_by("received_at")


def _holds(subject: Subject) -> QuerySet[LegalHold]:
    return LegalHold.objects.filter(owner=subject.owner, subject_key=subject.key).order_by("pk")


def _request(one: RightsRequest) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "kind": one.kind,
        "state": one.state,
        "channel": one.channel,
        "words": one.words,
        "contact": one.contact,
        "doubt": one.doubt,
        "answer": one.answer,
        "received_on": one.received_on.isoformat(),
        "due_on": one.due_on.isoformat(),
        "closed_at": one.closed_at.isoformat() if one.closed_at else None,
    }
