"""What a visitor has proven to be theirs: in a signed cookie of thirty minutes, never in an address."""

from datetime import datetime, timedelta

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chatbot import conf
from chatbot.errors import NotFound
from compliance.owners import Subject, find, owners


class ProofOver(NotFound):
    """The visitor gave a code, more than thirty minutes ago."""

    code = "proof_over"
    default = _(
        "The thirty minutes of your code are over, so that nobody else reads your conversation here. "
        "Enter the code again on the page “Your data”."
    )


REQUESTS = "requests"  # the owner of requests, which are no conversations
COOKIE = "guichet_proof"
SALT = "compliance.proof"
LASTS = 30 * 60  # seconds


def proven(request: HttpRequest) -> list[Subject]:
    """Return the visitor's subjects: by their chat session, and by a code given within the last thirty minutes."""
    subjects = [subject for owner in owners() for subject in owner.of_request(request)]
    given = _given(request)
    if given and given.key not in {subject.key for subject in subjects}:
        subjects.append(given)
    return subjects


def until(request: HttpRequest, subject: Subject) -> datetime | None:
    """Return when a code's proof of this subject ends; None when the chat session proves it, which ends with its cookie."""
    given = _given(request)
    by_session = {found.key for owner in owners() for found in owner.of_request(request)}
    if given is None or given.key != subject.key or subject.key in by_session:
        return None
    stamp = signing.b62_decode(request.COOKIES[COOKIE].rsplit(":", 2)[1])
    return datetime.fromtimestamp(stamp, tz=timezone.get_current_timezone()) + timedelta(seconds=LASTS)


def conversation(request: HttpRequest, reference: str) -> Subject:
    """Return the conversation of this reference, which the visitor must have proven; raises NotFound."""
    for subject in proven(request):
        if subject.owner != REQUESTS and subject.reference == reference:
            return subject
    if is_over(request):
        raise ProofOver
    raise NotFound


def is_over(request: HttpRequest) -> bool:
    """Return whether a code was given here, and its thirty minutes have passed."""
    try:
        signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.SignatureExpired:
        return True
    except (signing.BadSignature, ValueError, TypeError):
        return False
    return False


def _given(request: HttpRequest) -> Subject | None:
    try:
        name, key = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return find(name, key)


def remember(response: HttpResponse, subject: Subject) -> None:
    """Keep the proof for thirty minutes; its cookie stays a day, so that the end can be said."""
    value = signing.dumps([subject.owner, subject.key], salt=SALT)
    response.set_cookie(
        COOKIE, value, max_age=24 * 3600, httponly=True, samesite="Strict", secure=conf.load().web.behind_tls, path="/privacy/"
    )


def forget(response: HttpResponse) -> None:
    """Drop the proof."""
    response.delete_cookie(COOKIE, path="/privacy/", samesite="Strict")
