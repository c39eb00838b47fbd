"""What a visitor has proven to be theirs: in a signed cookie of thirty minutes, never in an address."""

from django.core import signing
from django.http import HttpRequest, HttpResponse

from chatbot import conf
from compliance.owners import Subject, find, owners

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


def _given(request: HttpRequest) -> Subject | None:
    try:
        name, key = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return find(name, key)


def remember(response: HttpResponse, subject: Subject) -> None:
    """Keep the proof for thirty minutes."""
    value = signing.dumps([subject.owner, subject.key], salt=SALT)
    response.set_cookie(
        COOKIE, value, max_age=LASTS, httponly=True, samesite="Strict", secure=conf.load().web.behind_tls, path="/privacy/"
    )


def forget(response: HttpResponse) -> None:
    """Drop the proof."""
    response.delete_cookie(COOKIE, path="/privacy/", samesite="Strict")
