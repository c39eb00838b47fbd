"""Notices of illegal content: received with a receipt, decided by a person, who tells the sender (DSA, articles 16 and 17)."""

import re
from smtplib import SMTPException

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
from conversations.codes import new_reference
from conversations.messages import clean_text
from conversations.models import Adviser, ContentNotice

PER_HOUR = 5


@transaction.atomic
def receive(*, site: Site, language: str, url: str, reason: str, name: str, email: str, is_child_abuse: bool,
            is_good_faith: bool, address: str) -> ContentNotice:  # fmt: skip
    """Store a notice that says what the law asks for; raises Invalid, TooLong or TooFast."""
    _check_address(url)
    if not reason.strip():
        raise Invalid(_("Say in your own words why the content is illegal."))
    _check_sender(name, email, is_child_abuse)
    if not is_good_faith:
        raise Invalid(_("Confirm that you act in good faith."))
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


def _check_address(url: str) -> None:
    try:
        URLValidator(["http", "https"])(url.strip())
    except ValidationError as error:
        raise Invalid(_("Give the full web address of the content, beginning with https://.")) from error


def _check_sender(name: str, email: str, is_child_abuse: bool) -> None:
    missing = _("Give your name and an e-mail address; only notices of the sexual abuse of children may leave them out.")
    if not is_child_abuse and not (name.strip() and email.strip()):
        raise Invalid(missing)
    if email.strip():
        try:
            validate_email(email.strip())
        except ValidationError as error:
            raise Invalid(_("This is no e-mail address. Write it like this: name@example.eu.")) from error


def _audit(event: str, notice: ContentNotice, actor: str, **details: object) -> None:
    audit.record(event, site=notice.site, actor=actor, object_type="notice", object_id=str(notice.pk), **details)
