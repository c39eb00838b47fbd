"""Notices of illegal content: received with a receipt, decided by a person, who tells the sender (DSA, articles 16 and 17)."""

import re
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import URLValidator, validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from chatbot.errors import Invalid
from chatbot.mail import is_configured
from chatbot.sites.models import Site
from compliance import audit, limits
from compliance.vault import keys
from conversations.codes import new_reference
from conversations.messages import clean_text
from conversations.models import Adviser, ContentNotice

PER_HOUR = 5
KEPT = timedelta(days=5 * 365 + 2)
"""Five years from the decision, as a request file: so long a sender or an author may take the platform to court over what it
was told and decided (in France article 2224 of the Code civil), and the notice is the proof of it. It names its sender
throughout, as article 16 of the DSA asks. What is not decided yet stays."""


class Incomplete(Invalid):
    """A notice lacks what the law asks for; `faults` says by field what is wrong."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


@transaction.atomic
def receive(*, site: Site, language: str, url: str, reason: str, name: str, email: str, is_child_abuse: bool,
            is_good_faith: bool, address: str) -> ContentNotice:  # fmt: skip
    """Store a notice that says what the law asks for; raises Incomplete, TooLong or TooFast."""
    faults = _faults(url.strip(), reason, name.strip(), email.strip(), is_child_abuse=is_child_abuse)
    if not is_good_faith:
        faults["is_good_faith"] = _("Confirm that you act in good faith.")
    if faults:
        raise Incomplete(faults)
    too_often = _("You can send five notices an hour from this page. Please try again later.")
    limits.hit("notice", address, limit=PER_HOUR, window=3600, said=too_often)
    found = ContentNotice.objects.create(
        site=site,
        reference=new_reference(),
        language=language,
        url=url.strip(),
        reason=clean_text(reason),
        name=name.strip(),
        email=email.strip(),
        is_child_abuse=is_child_abuse,
    )
    _audit("notice_received", found, "visitor")
    return found


def send_receipt(notice: ContentNotice) -> bool:
    """Mail the receipt in the sender's language; return whether it left."""
    names = _names(notice)
    with override(notice.language):
        subject = _("%(company)s: your notice %(reference)s has been received") % names
        body = _(
            "We have received your notice %(reference)s about %(url)s. "
            "A person will examine it, and you will be told the decision."
        )
        return _send(notice, subject, body % names)


@transaction.atomic
def decide(notice: ContentNotice, *, adviser: Adviser) -> None:
    """Store an adviser's decision once, and mail it with its reasons; raises Invalid without them."""
    if not notice.outcome or not notice.grounds.strip():
        raise Invalid(_("Give the decision and its reasons."))
    notice.decided_at, notice.decided_by = timezone.now(), adviser
    notice.is_mailed = _send(notice, *decision(notice))
    notice.save(update_fields=["outcome", "grounds", "decided_at", "decided_by", "is_mailed"])
    _audit("notice_decided", notice, f"adviser:{adviser.pk}", outcome=notice.outcome, mailed=notice.is_mailed)


@transaction.atomic
def forget_decided() -> int:
    """Delete the notices whose decision is older than KEPT, with an audit entry each; return how many."""
    old = (
        ContentNotice.objects.filter(decided_at__lt=timezone.now() - KEPT).select_related("site").select_for_update(of=("self",))
    )
    for notice in old:
        _audit("notice_deleted", notice, "system")
    keys.destroy(*(notice.pk for notice in old))
    return ContentNotice.objects.filter(pk__in=[notice.pk for notice in old]).delete()[0]


def decision(notice: ContentNotice) -> tuple[str, str]:
    """Return subject and text of the decision, in the sender's language."""
    with override(notice.language):
        names = _names(notice) | {"outcome": notice.get_outcome_display()}
        parts = [
            _("A person has examined your notice %(reference)s about %(url)s. Decision: %(outcome)s.") % names,
            _("Reasons: %(grounds)s") % {"grounds": notice.grounds},
            _(
                "No automated means were used to take this decision. If you disagree, answer us through the contact page, "
                "or turn to a certified out-of-court dispute settlement body or a court."
            ),
        ]
        return _("%(company)s: decision on your notice %(reference)s") % names, "\n\n".join(parts)


def _send(notice: ContentNotice, subject: str, body: str) -> bool:
    if not notice.email or not is_configured():
        return False
    try:
        EmailMessage(re.sub(r"[\r\n]+", " ", subject), body, settings.DEFAULT_FROM_EMAIL, [notice.email]).send()
    except (SMTPException, OSError):
        return False
    return True


def _names(notice: ContentNotice) -> dict[str, str]:
    return {"company": notice.site.company, "reference": notice.reference, "url": notice.url}


def _faults(url: str, reason: str, name: str, email: str, *, is_child_abuse: bool) -> dict[str, str]:
    """Return by field what is missing or cannot be used, in the order of the form."""
    found = {}
    if not _fits(URLValidator(["http", "https"]), url):
        found["url"] = _("Give the full web address of the content, beginning with https://.")
    if not reason.strip():
        found["reason"] = _("Say in your own words why the content is illegal.")
    if not (name or is_child_abuse):
        found["name"] = _("Give your name. Only notices of the sexual abuse of children may leave it out.")
    if email and not _fits(validate_email, email):
        found["email"] = _("This is no e-mail address. Write it like this: name@example.eu.")
    elif not (email or is_child_abuse):
        found["email"] = _("Give your e-mail address. Only notices of the sexual abuse of children may leave it out.")
    return found


def _fits(validate: Callable[[str], None], text: str) -> bool:
    try:
        validate(text)
    except ValidationError:
        return False
    return True


def _audit(event: str, notice: ContentNotice, actor: str, **details: Any) -> None:
    audit.record(event, site=notice.site, actor=actor, object_type="notice", object_id=str(notice.pk), **details)
