"""Two people with a canary in every field: an export holds all of one and nothing of the other; an erasure leaves nothing."""

import hashlib
import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import jsonschema
import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from chatbot import conf
from compliance import archive, erasure, registry, requests
from compliance.models import LegalHold
from compliance.owners import find
from conversations import services
from conversations.models import Conversation, Correction, Draft, Feedback, LaterReply, Message, OpenQuestion, Turn
from tests.compliance.test_portal import tables_with

pytestmark = pytest.mark.django_db
HASHES = {  # nobody's words: hashes, vectors and codes made by the machine
    "Customer.token_hash", "Conversation.reference", "Message.choices", "Mark.statement", "Mark.fingerprint",
    "OpenQuestion.embedding", "RightsRequest.reference", "RightsRequest.subject_key", "RightsRequest.doubt",
    "LegalHold.subject_key", "LaterReply.email_index",
}  # fmt: skip


def person(site, name):
    """A conversation with this person's own canary in every field that holds words."""
    word = f"canari-{name}-"
    conversation = services.receive_message(
        site=site, token=name, client_id=uuid4(), text=f"{word}text", language="fr"
    ).conversation
    message = Message.objects.get(conversation=conversation)
    Correction.objects.create(message=message, site=site, text=f"{word}correction")
    Feedback.objects.create(message=message, site=site, value=-1, comment=f"{word}comment")
    LaterReply.objects.create(conversation=conversation, site=site, email=f"{word}email@example.eu", answer_by=date(2027, 1, 4))
    Draft.objects.create(conversation=conversation, site=site, text=f"{word}draft", origin="generated", trace={"t": f"{word}dt"})
    turn = Turn.objects.get(conversation=conversation)
    turn.trace = {"passages": [f"{word}trace"]}
    turn.save()
    OpenQuestion.objects.create(turn=turn, site=site, embedding=[0.0] * 384)
    subject = find("conversations", str(conversation.pk))
    asked = requests.receive(
        site=site, kind="other", channel="portal", language="fr", subject=subject, words=f"{word}words", contact=f"{word}contact"
    )
    requests.carry_out(asked, answer=f"{word}answer")
    LegalHold.objects.create(
        site=site, owner="conversations", subject_key=subject.key, reason=f"{word}reason",
        expires_on=timezone.localdate() - timedelta(days=1),
    )  # fmt: skip
    return subject


def canaries(name):
    kinds = "text correction comment email draft dt trace words contact answer reason"
    return [f"canari-{name}-{kind}" for kind in kinds.split()]


def test_every_declared_field_of_a_customer_bears_a_canary_or_is_no_words(site):
    person(site, "ada")
    held = [one for one in registry.personal() if one.owner in {"conversations", "requests"} and "procrastinate" not in one.model]
    missing = []
    for one in held:
        rows = apps.get_model(one.model).objects.all()
        for field in one.personal:
            name = f"{one.model.partition('.')[2]}.{field}"
            values = [str(getattr(row, field)) for row in rows]
            if name not in HASHES and rows and not any("canari-ada-" in value for value in values):
                missing.append(name)
    assert missing == []


def test_the_copy_holds_everything_of_its_person_and_nothing_of_another(site):
    ada, ben = person(site, "ada"), person(site, "ben")
    client = Client(headers={"accept-language": "fr"})
    client.cookies["guichet_customer"] = "ada"
    file = client.post(f"/privacy/{ada.reference}/everything.zip").content
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    everything = files["data.json"].decode()
    assert [one for one in canaries("ada") if one not in everything] == []
    assert "canari-ada-text" in files["conversation.html"].decode() and files["conversation.pdf"].startswith(b"%PDF")
    for content in files.values():
        assert b"canari-ben" not in content and ben.reference.encode() not in content
    listed = json.loads(files["manifest.json"])
    assert listed["controller"] == "Maison Lune"
    assert {one["name"]: one["sha256"] for one in listed["files"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "manifest.json"
    }
    data = json.loads(everything)
    assert {one["what"] for one in data["holdings"]} >= {
        "conversations.Message",
        "conversations.Turn",
        "compliance.RightsRequest",
    }


def test_the_data_keeps_to_the_schema_that_is_published(site, client):
    schema = client.get("/privacy/guichet-export-1.schema.json").json()
    checker = jsonschema.Draft202012Validator(schema)
    data = json.loads(json.dumps(archive.whole_data(person(site, "ada"))))
    assert list(checker.iter_errors(data)) == []
    del data["conversations"]["messages"][0]["text"]
    assert [error.message for error in checker.iter_errors(data)] == ["'text' is a required property"]


def test_the_portable_file_holds_what_was_provided_and_no_inference(site):
    told = json.dumps(archive.whole_portable(person(site, "ada")))
    for kind in ("text", "correction", "comment", "email"):
        assert f"canari-ada-{kind}" in told
    for kind in ("draft", "dt", "trace", "answer", "reason"):
        assert f"canari-ada-{kind}" not in told


def test_an_erasure_leaves_no_canary_in_any_table_and_leaves_the_other_untouched(site, erasures):
    ada, ben = person(site, "ada"), person(site, "ben")
    before = everything_of(ben)
    erasure.erase(ada)
    assert tables_with("canari-ada") == [] and tables_with(ada.reference) == []
    assert tables_with(ada.key) == []
    assert everything_of(ben) == before and str(Conversation.objects.get().pk) == ben.key
    assert "canari" not in erasures.read_text()


def everything_of(subject):
    found = {}
    with connection.cursor() as cursor:
        for table in tables_with(subject.key):
            cursor.execute(f'SELECT t::text FROM "{table}" t WHERE t::text LIKE %s ORDER BY 1', [f"%{subject.key}%"])  # noqa: S608
            found[table] = cursor.fetchall()
    return found


@pytest.mark.django_db(transaction=True)
def test_words_are_never_in_the_files_of_the_tables_and_what_is_sealed_goes_with_vacuum_and_checkpoint(site):
    """The write-ahead log keeps older pages until it is recycled: it is not looked into here."""
    word = f"canari-{uuid4().hex}"
    conversation = services.receive_message(site=site, token="ada", client_id=uuid4(), text=word * 3, language="fr").conversation
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM conversations_message")
        sealed = bytes(cursor.fetchone()[0])
    checkpoint()
    assert files_with(sealed) and files_with(word.encode()) == []
    erasure.erase(find("conversations", str(conversation.pk)))
    erasure.vacuum()
    checkpoint()
    assert files_with(sealed) == files_with(word.encode()) == []


def checkpoint():
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")


def files_with(word):
    if conf.load().stores.database_url:
        pytest.skip("the database is not kept by us: its files cannot be read")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('data_directory'), pg_relation_filepath('conversations_message')")
        folder, one = cursor.fetchone()
    base = (Path(folder) / one).parent
    return [path.name for path in base.iterdir() if path.is_file() and word in path.read_bytes()]
