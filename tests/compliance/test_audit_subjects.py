"""Audit entries name nobody: whom they mean can be found while the conversation is here, and by nobody after its erasure."""

import importlib
import json
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from chatbot.sites.models import Site
from compliance import audit, audit_chain
from compliance.models import AuditEntry, AuditSubject
from conversations import services
from conversations.models import Conversation, Message

pytestmark = pytest.mark.django_db
WORDS, ADDRESS = "Ma commande zèbre-77 n’arrive pas", "dana@example.eu"


def written(site, token="dana"):  # noqa: S107  a made-up key
    return services.receive_message(
        site=site, token=token, client_id=uuid4(), text=f"{WORDS} {ADDRESS}", language="fr"
    ).conversation


def as_stored():
    return json.dumps(list(AuditEntry.objects.values("actor", "object_type", "object_id", "details", "event")))


def test_entries_hold_no_words_no_address_and_no_id_of_what_they_are_about(site):
    conversation = written(site)
    ids = [str(conversation.pk), conversation.reference]
    ids += [str(pk) for pk in Message.objects.values_list("pk", flat=True)]
    ids += [str(pk) for pk in conversation.turns.values_list("pk", flat=True)]
    assert AuditEntry.objects.exists()
    assert not [found for found in [*ids, ADDRESS, "zèbre", "dana"] if found in as_stored()]


def test_the_same_conversation_has_the_same_name_and_another_one_another(site):
    mine, other = str(written(site).pk), str(written(site, "erin").pk)
    names = {audit.reference(mine, subject=mine), audit.reference(other, subject=other)}
    assert len(names) == 2 and set(AuditEntry.objects.values_list("object_id", flat=True)) >= names
    assert audit.subject_of(audit.reference(mine, subject=mine)) == mine


def test_after_the_erasure_nothing_tells_whom_the_entries_meant(site):
    conversation = written(site)
    subject = str(conversation.pk)
    name = audit.reference(subject, subject=subject)
    conversation.delete()  # whoever deletes it, and however
    assert AuditEntry.objects.filter(object_id=name).exists()
    assert audit.subject_of(name) is None and not AuditSubject.objects.exists()
    assert audit.reference(subject, subject=subject) != name


def test_a_deleted_customer_or_site_takes_the_salts_along_and_leaves_the_entries(site, other_site):
    kept = written(other_site, "erin")
    written(site).customer.delete()
    written(site)
    before = AuditEntry.objects.count()
    Site.objects.filter(pk=site.pk).delete()
    assert AuditEntry.objects.count() == before
    assert list(AuditSubject.objects.values_list("subject", flat=True)) == [str(kept.pk)]


@pytest.mark.django_db(transaction=True)
def test_entries_of_an_earlier_version_are_named_and_chained(site):
    conversation = written(site)
    stale = [("conversation", str(conversation.pk)), ("turn", str(uuid4())), ("ai", "lune"), ("conversation", "erased")]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE compliance_auditentry DISABLE TRIGGER USER")
        AuditEntry.objects.all().delete()
        AuditSubject.objects.all().delete()
        for kind, object_id in stale:
            AuditEntry.objects.create(
                site=site, event="x", actor="ai", object_type=kind, object_id=object_id, at=timezone.now(), details={"n": 1}
            )
        importlib.import_module("compliance.migrations.0007_audit_chain_and_registers").chain_existing(apps, None)
        cursor.execute("ALTER TABLE compliance_auditentry ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE compliance_auditentry DISABLE TRIGGER audit_no_truncate")
    assert audit_chain.first_flaw({}) is None and audit_chain.head().seq == 4
    assert str(conversation.pk) not in as_stored() and stale[1][1] not in as_stored()
    assert audit.subject_of(AuditEntry.objects.get(seq=1).object_id) == str(conversation.pk)
    assert Conversation.objects.filter(pk=conversation.pk).exists()
    call_command("verify_audit")
