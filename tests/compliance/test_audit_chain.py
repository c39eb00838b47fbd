"""The audit chain: whoever changes, deletes, inserts, moves or cuts off an entry, past the triggers, is found at its row."""

import json
import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from chatbot import conf
from compliance import audit, audit_checkpoints, audit_retention
from compliance.audit_checkpoints import BrokenChain
from compliance.models import AuditEntry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def checkpoints(tmp_path, monkeypatch):
    monkeypatch.setenv("GUICHET_AUDIT_FILE", str(tmp_path / "audit" / "checkpoints.jsonl"))
    conf.load.cache_clear()
    yield tmp_path / "audit" / "checkpoints.jsonl"
    monkeypatch.undo()
    conf.load.cache_clear()


@pytest.fixture
def ten(site):
    for number in range(10):
        act(site, number)


def act(site, number):
    audit.record("message_kept", site=site, actor="customer", object_type="ai", object_id=str(number), count=number, part=0.5)


def tampered(sql, *values):
    """Do what somebody with every right in the database could do."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE compliance_auditentry DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        cursor.execute("ALTER TABLE compliance_auditentry ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE compliance_auditentry DISABLE TRIGGER audit_no_truncate")  # as the test database has it


def verdict(**options):
    out = StringIO()
    call_command("verify_audit", stdout=out, **options)
    return out.getvalue()


def broken():
    with pytest.raises(CommandError) as caught:
        verdict()
    assert caught.value.returncode == 1
    return str(caught.value)


def test_entries_are_numbered_without_gaps_also_when_an_act_fails(site, ten):
    with pytest.raises(RuntimeError), transaction.atomic():
        act(site, 10)
        raise RuntimeError
    act(site, 11)
    assert list(AuditEntry.objects.order_by("pk").values_list("seq", flat=True)) == list(range(1, 12))
    assert "whole: 11 entries" in verdict()


def test_it_says_what_has_no_checkpoint_yet(site, ten):
    audit_checkpoints.write()
    assert "no checkpoint yet" not in verdict()
    act(site, 10)
    assert "Entries after 10 have no checkpoint yet" in verdict()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE compliance_auditentry SET actor = 'system' WHERE seq = 4",
        "UPDATE compliance_auditentry SET seq = 40 WHERE seq = 4",
        "DELETE FROM compliance_auditentry WHERE seq = 4",
        "DELETE FROM compliance_auditentry",
    ],
)
def test_the_database_refuses_every_later_change(ten, statement):
    with pytest.raises(IntegrityError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert "whole: 10 entries" in verdict()


def test_the_database_refuses_to_empty_the_table(ten):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE compliance_auditentry ENABLE TRIGGER audit_no_truncate")
        cursor.execute("TRUNCATE compliance_auditentry")
    assert "whole: 10 entries" in verdict()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event", "'other'"),
        ("actor", "'system'"),
        ("object_id", "'9'"),
        ("object_type", "'site'"),
        ("details", """'{"count": 4}'"""),
        ("at", "now()"),
        ("site_id", "NULL"),
        ("digest", "repeat('a', 64)"),
    ],
)
def test_a_changed_entry_is_found_at_its_row(ten, column, value):
    tampered(f"UPDATE compliance_auditentry SET {column} = {value} WHERE seq = 4")  # noqa: S608  values of this test
    assert "entry 4" in broken() and "changed after it was written" in broken()


def test_a_changed_entry_with_a_fitting_digest_is_found_by_its_link(ten):
    entry = AuditEntry.objects.get(seq=4)
    entry.actor = "system"
    tampered("UPDATE compliance_auditentry SET actor = 'system', digest = %s WHERE seq = 4", audit.digest(entry))
    assert "entry 4" in broken()


def test_a_deleted_entry_is_found_at_its_place(ten):
    tampered("DELETE FROM compliance_auditentry WHERE seq = 4")
    assert "entry 4 (no row): deleted" in broken()


def test_the_first_entries_cannot_be_deleted_even_up_to_a_checkpoint(site, ten):
    audit_checkpoints.write()
    act(site, 10)
    tampered("DELETE FROM compliance_auditentry WHERE seq <= 10")
    assert "entry 1 (no row): deleted" in broken()


def test_an_inserted_entry_is_found_at_its_row(ten):
    tampered("UPDATE compliance_auditentry SET seq = -seq WHERE seq >= 4")
    tampered("UPDATE compliance_auditentry SET seq = 1 - seq WHERE seq < 0")
    columns = "site_id, event, actor, object_type, object_id, details, at, digest, hash, previous"
    copy = f"SELECT {columns}, 4 FROM compliance_auditentry WHERE seq = 7"  # noqa: S608  names of this test
    tampered(f"INSERT INTO compliance_auditentry ({columns}, seq) {copy}")
    assert "entry 4" in broken() and "inserted" in broken()


def test_an_entry_that_came_past_the_chain_is_found(ten):
    copied = "site_id, event, actor, object_type, object_id, details, at, digest, hash, previous"
    tampered(f"INSERT INTO compliance_auditentry ({copied}) SELECT {copied} FROM compliance_auditentry WHERE seq = 7")  # noqa: S608
    assert "no number" in broken()


def test_entries_that_changed_places_are_found_at_the_first(ten):
    tampered("UPDATE compliance_auditentry SET seq = CASE seq WHEN 4 THEN -7 ELSE -4 END WHERE seq IN (4, 7)")
    tampered("UPDATE compliance_auditentry SET seq = -seq WHERE seq < 0")
    assert "entry 4" in broken()


def test_a_cut_tail_is_found_where_it_begins(ten):
    audit_checkpoints.write()
    tampered("DELETE FROM compliance_auditentry WHERE seq > 7")
    assert "entry 8 (no row): cut off" in broken()


def test_a_cut_tail_is_found_when_others_were_written_in_its_place(site, ten):
    audit_checkpoints.write()
    tampered("DELETE FROM compliance_auditentry WHERE seq > 7")
    for number in range(5):
        act(site, number)
    assert "entry 10" in broken() and "signed checkpoint" in broken()


def test_an_emptied_table_is_found(ten):
    audit_checkpoints.write()
    tampered("DELETE FROM compliance_auditentry")
    assert "entry 1 (no row): cut off" in broken()


def test_no_checkpoint_is_signed_over_a_broken_chain(site, ten, checkpoints):
    audit_checkpoints.write()
    before = checkpoints.read_text()
    act(site, 10)
    tampered("UPDATE compliance_auditentry SET actor = 'system' WHERE seq = 11")
    with pytest.raises(BrokenChain, match="entry 11"):
        audit_checkpoints.write()
    assert checkpoints.read_text() == before


def test_an_altered_checkpoint_is_refused_by_its_line(ten, checkpoints):
    audit_checkpoints.write()
    line = json.loads(checkpoints.read_text())
    line["signed"]["seq"] = 9
    checkpoints.write_text(json.dumps(line) + "\n")
    assert "line 1" in broken()


def test_checkpoints_are_for_the_operator_alone_and_written_when_something_was_added(ten, checkpoints):
    assert audit_checkpoints.write().seq == 10 and audit_checkpoints.write() is None
    assert checkpoints.stat().st_mode & 0o077 == 0 and len(checkpoints.read_text().splitlines()) == 1


def test_old_entries_are_dropped_up_to_a_checkpoint_and_the_chain_holds_on(site, ten):
    audit_checkpoints.write()
    act(site, 10)
    assert audit_retention.drop_before(timezone.now() - timedelta(days=1)) == 0
    assert audit_retention.drop_before(timezone.now()) == 10
    assert "whole: 12 entries" in verdict()
    assert AuditEntry.objects.get(event="audit_dropped").details == {"through": 10, "count": 10}
    tampered("DELETE FROM compliance_auditentry WHERE seq = 11")
    assert "entry 11 (no row): deleted" in broken()


def test_writers_at_the_same_time_make_one_chain(site):
    def write_some():
        for number in range(20):
            with transaction.atomic():
                act(site, number)
                act(site, number)
        connection.close()

    writers = [threading.Thread(target=write_some) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert list(AuditEntry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 161))
    assert "whole: 160 entries" in verdict()
