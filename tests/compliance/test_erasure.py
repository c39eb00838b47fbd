"""Erasure reaches every owner, is proven by a receipt, waits for legal holds, and survives a restored backup."""

import json
from datetime import timedelta
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from chatbot.serving import preparation
from chatbot.serving.errors import CannotServe
from compliance import erasure, keys, receipts
from compliance.checks import check_journal
from compliance.models import Erasure, LegalHold, RightsRequest
from compliance.owners import find
from conversations import codes, services
from conversations.models import Conversation, Feedback, Message, Turn
from tests.compliance.test_portal import tables_with

CANARY, DANA = "canari-7c2f", "dana"
pytestmark = pytest.mark.django_db


def write(site, token=DANA, text=f"Ma commande {CANARY}"):
    return services.receive_message(site=site, token=token, client_id=uuid4(), text=text, language="fr").conversation


@pytest.fixture
def subject(site):
    return find("conversations", str(write(site).pk))


def browser(token=DANA):
    client = Client(headers={"accept-language": "fr"})
    client.cookies["guichet_customer"] = token
    return client


def held(subject, **changes):
    values = {
        "scope": "all",
        "reason": "Litige en cours devant le tribunal",
        "expires_on": timezone.localdate() + timedelta(days=9),
    }
    return LegalHold.objects.create(site=subject.site, owner=subject.owner, subject_key=subject.key, **{**values, **changes})


def command(name, *args, status=0):
    out = StringIO()
    try:
        call_command(name, *args, stdout=out)
    except SystemExit as ended:
        assert ended.code == status
    return out.getvalue()


def test_the_person_gets_a_receipt_that_names_counts_and_nobody(subject):
    client = browser()
    page = client.post(f"/privacy/{subject.reference}/erased/", follow=True).text
    assert "La conversation est effacée" in page and "receipt.json" in page
    asked = RightsRequest.objects.get()
    file = client.get(f"/privacy/request/{asked.reference}/receipt.json").content
    told = json.loads(file)["signed"]
    records = {one["kind"]: (one["before"], one["after"]) for owner in told["owners"] for one in owner["records"]}
    assert records["messages"] == (1, 0) and records["turns"] == (1, 0) and records["jobs"] == (1, 0)
    assert told["backups_expire_on"] > told["erased_at"][:10] and told["request"] == asked.reference
    for private in (CANARY, subject.key, subject.reference, "dana"):
        assert private not in file.decode()


def test_one_changed_byte_of_the_receipt_is_noticed_on_the_page_and_offline(subject, tmp_path):
    file = json.dumps(erasure.erase(subject).receipt, indent=2)
    public = tmp_path / "keys.json"
    public.write_text(json.dumps(keys.published(keys.known())))
    for text, verdict, status in ((file, "yes", 0), (file.replace('"before": 1', '"before": 2', 1), "no", 1)):
        path = tmp_path / "receipt.json"
        path.write_text(text)
        assert command("verify_receipt", str(path), "--keys", str(public), status=status).startswith(verdict)
        with path.open("rb") as opened:
            assert f'data-verdict="{verdict}"' in browser("").post("/privacy/receipt/", {"receipt": opened}).text
    path.write_text("{}")
    with pytest.raises(CommandError, match=r"reçu|receipt|JSON"):
        command("verify_receipt", str(path), "--keys", str(public))


def test_a_dry_run_says_what_would_go_and_removes_nothing(subject):
    code = codes.code_of(Conversation.objects.get())
    told = json.loads(command("erase_subject", code, "--dry-run"))
    assert told["would_erase"]["conversations"]["messages"] == 1 and Message.objects.count() == 1
    done = json.loads(command("erase_subject", code))
    assert done["signed"]["state"] == "done" and not Message.objects.exists()


def test_what_a_legal_hold_keeps_stays_and_the_person_reads_why(subject):
    hold = held(subject)
    client = browser()
    assert "Litige en cours" in client.get(f"/privacy/{subject.reference}/erase/").text
    page = client.post(f"/privacy/{subject.reference}/erased/", follow=True).text
    assert "Litige en cours" in page and "cnil.fr" in page and Message.objects.exists()
    assert erasure.sweep() == 0
    LegalHold.objects.filter(pk=hold.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    assert erasure.sweep() == 1
    assert tables_with(CANARY) == [] and RightsRequest.objects.get().state == "done"


def test_a_hold_on_the_messages_keeps_them_frozen_and_lets_the_rest_go(subject):
    held(subject, scope="messages")
    message = Message.objects.get()
    Feedback.objects.create(message=message, site=subject.site, value=1, comment="bien")
    done = erasure.erase(subject)
    assert done.state == "held" and Message.objects.exists() and Conversation.objects.get().restricted_at
    assert not Turn.objects.exists() and not Feedback.objects.exists()


def test_an_erasure_that_was_killed_is_finished_by_the_next_sweep(subject, monkeypatch):
    monkeypatch.setattr("conversations.erasing.whole", lambda _conversation: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erasure.erase(subject)
    assert Message.objects.exists()
    monkeypatch.undo()
    monkeypatch.setattr("compliance.erasure.PATIENCE", timedelta(0))
    Erasure.objects.update(asked_at=timezone.now() - timedelta(minutes=1))
    erasure.sweep()
    assert not Message.objects.exists() and Erasure.objects.get().receipt["signed"]["state"] == "done"


def test_after_a_restore_the_site_refuses_to_serve_until_the_journal_was_replayed(site, subject, erasures):
    other = write(site, token="erin", text="Je reste")
    erasure.erase(subject)
    assert CANARY not in erasures.read_text() and subject.key not in erasures.read_text()
    Erasure.objects.all().delete()  # as a backup made before has it
    restored = Conversation.objects.create(
        pk=UUID(subject.key), site=site, customer=other.customer, reference="ABCDEFGH", language="fr"
    )
    Message.objects.create(site=site, conversation=restored, seq=1, author="customer", text=CANARY)
    with pytest.raises(CannotServe, match="replay_erasures"):
        preparation._refuse_restored()
    assert [problem.id for problem in check_journal(None)] == ["guichet.E036"]
    assert "1 erasures replayed; 1 of" in command("replay_erasures")
    preparation._refuse_restored()
    assert tables_with(CANARY) == [] and Conversation.objects.get().pk == other.pk
    assert "0 erasures replayed" in command("replay_erasures")


def test_an_erasure_whose_person_is_not_in_the_backup_is_replayed_too(site, subject):
    erasure.erase(subject)
    Erasure.objects.all().delete()
    assert "1 erasures replayed; 0 of" in command("replay_erasures")
    assert check_journal(None) == []


def test_a_journal_that_cannot_be_read_is_said_and_not_passed_over(site, erasures):
    erasures.write_text("{not json}\n")
    with pytest.raises(CannotServe, match="line 1"):
        preparation._refuse_restored()
    assert [problem.id for problem in check_journal(None)] == ["guichet.E037"]


@pytest.mark.django_db(transaction=True)
def test_the_pages_of_erased_rows_are_freed(site):
    done = erasure.erase(find("conversations", str(write(site).pk)))
    assert erasure.vacuum() == 1 and erasure.vacuum() == 0
    done.refresh_from_db()
    assert done.vacuumed_at is not None and receipts.check(json.dumps(done.receipt).encode(), keys.known()).verdict == "yes"
