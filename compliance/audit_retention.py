"""How long audit entries are kept: what is too old is dropped as one piece, up to a signed checkpoint, and that is recorded."""

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from chatbot import conf
from compliance import audit, audit_chain, audit_checkpoints
from compliance.answer_log import months_before
from compliance.models import AuditEntry


def forget_old() -> int:
    """Drop what is older than the months that the operator has chosen; return how many entries."""
    return drop_before(months_before(timezone.now(), conf.load().duties.audit_months))


@transaction.atomic
def drop_before(moment: datetime) -> int:
    """Drop every entry up to the last checkpoint whose entry is older than that; the chain holds on from there."""
    through = _last_checkpoint_before(moment)
    if not through:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('guichet.audit_drop_through', %s, true)", [str(through)])
        dropped, _by_model = AuditEntry.objects.filter(seq__lte=through).delete()
        cursor.execute("SELECT set_config('guichet.audit_drop_through', '', true)")
    audit.record(
        audit_chain.DROPPED, site=None, actor="system", object_type="audit", object_id="chain", through=through, count=dropped
    )
    return dropped


def _last_checkpoint_before(moment: datetime) -> int:
    """Return its number, 0 for none; the chain's last entry always stays, for the next one to follow."""
    seen, last = audit_checkpoints.read(conf.load().paths.audit), audit_chain.head()
    old = AuditEntry.objects.filter(seq__in=list(seen), seq__lt=last.seq, at__lt=moment).order_by("-seq")
    entry = old.values_list("seq", "hash").first()
    return entry[0] or 0 if entry and seen[entry[0] or 0] == entry[1] else 0
