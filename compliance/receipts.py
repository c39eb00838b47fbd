"""The receipt of an erasure: what there was, what is left and why, until when backups last; signed, and naming nobody."""

import json
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from chatbot.errors import Invalid
from compliance.keys import Keys
from compliance.models import Erasure, LegalHold
from compliance.signing import Signature, sign
from compliance.verification import Finding

SCHEMA = "guichet-erasure-receipt-1"
BACKUP_DAYS = 30
PROOF = "the reference and dates of the request and this receipt, as proof that it was answered: GDPR articles 5(2) and 17(3)(b)"
LOG = "technical records without anybody’s words, which no longer lead to the person: GDPR article 5(2)"

Counts = dict[str, dict[str, int]]


def make(erasure: Erasure, before: Counts, after: Counts, standing: list[LegalHold]) -> dict[str, Any]:
    """Return the signed receipt of an erasure."""
    done = erasure.finished_at or timezone.now()
    return sign(
        {
            "schema": SCHEMA,
            "id": str(erasure.pk),
            "request": erasure.request.reference if erasure.request else None,
            "controller": erasure.site.company if erasure.site else None,
            "state": str(erasure.state),
            "asked_at": erasure.asked_at.isoformat(timespec="seconds"),
            "erased_at": done.isoformat(timespec="seconds"),
            "owners": [_of_owner(name, kinds, after.get(name, {})) for name, kinds in sorted(before.items())],
            "kept": [*map(_held, standing), {"what": "proof", "why": PROOF}, {"what": "log", "why": LOG}],
            "backups_expire_on": (timezone.localdate(done) + timedelta(days=BACKUP_DAYS)).isoformat(),
        }
    ).as_data()


def _of_owner(name: str, before: dict[str, int], after: dict[str, int]) -> dict[str, Any]:
    kinds = [{"kind": kind, "before": count, "after": after.get(kind, 0)} for kind, count in sorted(before.items())]
    return {"owner": name, "records": kinds}


def _held(hold: LegalHold) -> dict[str, str]:
    """Say what is held and until when; the reason may name people, so that the receipt leaves it to the person's page."""
    return {"what": str(hold.scope), "why": "legal hold: GDPR article 17(3)", "until": hold.expires_on.isoformat()}


def check(file: bytes, known: Keys) -> Finding:
    """Say whether the file is a receipt of ours, to the last byte of what it states; raises Invalid when it is none."""
    try:
        signature = Signature.read(json.loads(file))
    except (ValueError, RecursionError) as error:
        raise Invalid(_("This file is no receipt: a receipt is the JSON file that the page of an erasure gives.")) from error
    if signature.signed.get("schema") != SCHEMA:
        raise Invalid(_("This file is signed, but it is no receipt of an erasure."))
    if signature.key_id not in known:
        return Finding("unknown", "foreign_key")
    return Finding("yes", "signed") if signature.holds(known) else Finding("no", "altered")
