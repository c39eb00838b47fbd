"""The ledger of recipients: the person learns who was given what, the recipients learn of an erasure, then nothing is kept."""

from uuid import uuid4

import pytest

from compliance import archive, erasure, recipients
from compliance.models import AuditEntry
from compliance.owners import find
from compliance.recipient_models import Channel, RecipientNotice, Transfer
from conversations import services

pytestmark = pytest.mark.django_db
ERASURE = RecipientNotice.Deed.ERASURE


@pytest.fixture
def webhook():
    """A recipient's address that takes what it is told."""
    reached = []
    recipients.register_teller(Channel.WEBHOOK, lambda notice: reached.append((notice.contact, notice.deed, notice.known_as)))
    yield reached
    recipients._tellers.clear()


def given(site, subject="s-1", recipient="Transport Express", channel=Channel.WEBHOOK):
    contact = f"https://{recipient.split()[0].lower()}.example/rgpd"
    about = {"recipient": recipient, "contact": contact, "channel": channel, "data": ["messages"], "known_as": f"case-{subject}"}
    recipients.disclosed(site=site, subject=subject, **about)


def test_the_person_is_told_who_was_given_what(site):
    given(site)
    given(site, "s-2", "Atelier Vert")
    [entry] = recipients.recipients_of("s-1")
    assert (entry["recipient"], entry["channel"], entry["data"]) == ("Transport Express", "webhook", ["messages"])


def test_an_erasure_reaches_every_recipient_once_and_takes_the_ledger_along(site, webhook):
    given(site)
    given(site)
    given(site, "s-2", "Atelier Vert")
    assert recipients.notify(site, "s-1", ERASURE) == 1
    assert recipients.deliver() == 1 and recipients.deliver() == 0
    assert webhook == [("https://transport.example/rgpd", "erasure", "case-s-1")]
    assert list(Transfer.objects.values_list("subject", flat=True)) == ["s-2"]
    assert list(RecipientNotice.objects.values_list("known_as", flat=True)) == [""]


def test_a_correction_is_told_and_the_ledger_stays(site, webhook):
    given(site)
    assert recipients.notify(site, "s-1", RecipientNotice.Deed.RECTIFICATION) == 1
    assert Transfer.objects.count() == 1


def test_a_recipient_who_cannot_be_reached_keeps_waiting(site):
    given(site)
    recipients.notify(site, "s-1", ERASURE)
    recipients.register_teller(Channel.WEBHOOK, _unreachable)
    with pytest.raises(ConnectionError):
        recipients.deliver()
    assert RecipientNotice.objects.get().told_at is None
    recipients._tellers.clear()


def test_the_audit_knows_of_it_without_names(site):
    given(site)
    recipients.notify(site, "s-1", ERASURE)
    assert list(AuditEntry.objects.order_by("pk").values_list("event", flat=True)) == ["data_disclosed", "recipients_to_be_told"]
    assert not AuditEntry.objects.filter(details__icontains="transport").exists()


def _unreachable(notice):
    raise ConnectionError


def test_the_copy_names_the_recipients_and_an_erasure_has_them_told(site, webhook):
    written = services.receive_message(site=site, token="ada", client_id=uuid4(), text="Où est mon colis ?", language="fr")
    subject = find("conversations", str(written.conversation_id))
    given(site, subject.key)
    assert [one["recipient"] for one in archive.whole_data(subject)["recipients"]] == ["Transport Express"]
    erasure.erase(subject)
    recipients.deliver()
    assert [(deed, case) for _contact, deed, case in webhook] == [(ERASURE, f"case-{subject.key}")]
    assert not Transfer.objects.exists()
