"""Anybody may ask whether a text comes from this assistant; nothing of what they ask is kept."""

import io
import json
import logging
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from compliance import whole
from compliance.signing import Signature, sign
from conversations import services, turns
from conversations.messages import add_message
from conversations.models import Mark, Message
from conversations.rights import ConversationOwner, _subject

pytestmark = pytest.mark.django_db
TEXT = "Les retours sont possibles pendant **30 jours**.\n- Frais : 4,90 €."
CANARY = "canari-91f0"


@pytest.fixture
def message(site):
    """An answer of the AI."""
    asked = services.receive_message(site=site, token="dana", client_id=uuid4(), text="Combien de jours ?", language="fr")
    return add_message(asked.conversation, author=Message.Author.AI, text=TEXT, origin="generated")


@pytest.fixture
def export(message):
    return whole.signed(ConversationOwner().export(_subject(message.conversation)))


def signature_of(message):
    mark = Mark.objects.get(message=message)
    return Signature(mark.key_id, mark.signature, mark.statement).as_data()


def ask(text="", signature=None, **options):
    body = {"text": text, "signature": signature}
    return Client().post("/ai/verify", json.dumps(body), "application/json", headers={"accept": "application/json"}, **options)


def verdict(*asked):
    (finding,) = ask(*asked).json()["findings"]
    return finding["verdict"], finding["reason"]


def test_the_signed_text_is_ours_and_one_changed_character_is_noticed(message):
    signature = signature_of(message)
    assert verdict(TEXT, signature) == ("yes", "signed")
    for place in range(len(TEXT)):
        changed = TEXT[:place] + ("x" if TEXT[place] != "x" else "y") + TEXT[place + 1 :]
        assert Signature.read(signature).signed and _offline(changed, signature) == ("no", "altered")
    assert verdict(TEXT + " ", signature) == ("no", "altered")


def _offline(text, signature):
    from compliance.keys import known
    from compliance.verification import check_signed

    finding = check_signed(text, Signature.read(signature), known())
    return finding.verdict, finding.reason


@pytest.mark.parametrize("field", ["id", "at", "origin", "model", "site", "prompt", "text_sha256"])
def test_nothing_that_is_signed_can_be_changed(message, field):
    signature = signature_of(message)
    signature["signed"][field] = "x"
    assert verdict(TEXT, signature) == ("no", "altered")


def test_a_signature_of_another_message_does_not_fit(message):
    other = add_message(message.conversation, author=Message.Author.AI, text="Autre chose.", origin="fixed")
    assert verdict(TEXT, signature_of(other)) == ("no", "altered")


def test_a_foreign_signature_is_unknown(message):
    signature = signature_of(message) | {"key_id": "A" * 43}
    assert verdict(TEXT, signature) == ("unknown", "foreign_key")


@pytest.mark.parametrize("copied", [TEXT, "Les retours sont possibles pendant 30 jours. Frais : 4,90 €."])
def test_a_copied_text_is_known_without_its_signature(message, copied):
    assert verdict(copied) == ("yes", "known")


@pytest.mark.parametrize(
    "text", ["Combien de jours ?", "Les retours sont possibles pendant 90 jours. Frais : 4,90 €.", "30 jours"]
)
def test_foreign_changed_and_the_customers_own_words_are_unknown(message, text):
    assert verdict(text) == ("unknown", "not_known")


def test_after_an_erasure_the_words_are_unknown(message):
    ConversationOwner().erase(_subject(message.conversation))
    assert verdict(TEXT) == ("unknown", "not_known")


def test_a_signed_text_can_be_proven_even_after_an_erasure_by_whoever_kept_it(message):
    signature = signature_of(message)
    ConversationOwner().erase(_subject(message.conversation))
    assert verdict(TEXT, signature) == ("yes", "signed")


def test_a_whole_conversation_is_checked_message_by_message(export):
    client = Client()
    good = client.post("/ai/verify", json.dumps(export), "application/json", headers={"accept": "application/json"}).json()
    export["messages"][1]["text"] += "!"
    bad = client.post("/ai/verify", json.dumps(export), "application/json", headers={"accept": "application/json"}).json()
    assert (good["verdict"], bad["verdict"]) == ("yes", "no") and good["findings"][1]["id"] == export["messages"][1]["id"]


def test_a_removed_signature_does_not_pass(export):
    export["messages"][1]["signature"] = None
    answer = Client().post("/ai/verify", json.dumps(export), "application/json", headers={"accept": "application/json"}).json()
    assert answer["verdict"] == "unknown" and answer["findings"][1]["reason"] == "no_signature"


@pytest.mark.parametrize(("language", "words"), [("fr", "Oui : il vient de cet assistant"), ("en", "Yes: it comes from this")])
def test_the_page_answers_in_words(message, language, words):
    client = Client()
    assert "<form" in client.get(f"/ai/verify?lang={language}").text
    page = client.post(
        f"/ai/verify?lang={language}", {"text": TEXT.replace("\n", "\r\n"), "signature": json.dumps(signature_of(message))}
    )
    assert words in page.text.replace("\u00a0", " ") and 'role="status"' in page.text


def test_the_page_takes_the_downloaded_file(export):
    file = io.BytesIO(json.dumps(export).encode())
    file.name = "conversation.json"
    page = Client().post("/ai/verify?lang=en", {"transcript": file})
    assert "Yes: it comes from this assistant" in page.text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"text": "  "}, "Saisissez le texte"),
        ({"text": "Oui.", "signature": "{"}, "pas du JSON"),
        ({"text": "Oui.", "signature": "[" * 100_000}, "pas du JSON"),
        ({"text": "Oui.", "signature": "[]"}, "signature"),
        ({"text": "Oui.", "signature": '{"key_id": 1}'}, "signature"),
    ],
)
def test_what_cannot_be_read_is_explained(db, form, words):
    answer = Client().post("/ai/verify?lang=fr", form)
    assert answer.status_code == 400 and words in answer.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "body", ["", "{", "[]", '{"text": 5}', '{"messages": 5}', '{"messages": [5]}', '{"messages": []}', "null"]
)
def test_a_bad_body_gets_a_clear_error(db, body):
    answer = Client().post("/ai/verify", body, "application/json", headers={"accept": "application/json"})
    assert answer.status_code == 400 and answer.json()["error"] == "invalid" and answer.json()["detail"]


@pytest.mark.parametrize("length", [20_001, 2_700_000])
def test_too_much_at_a_time_is_refused(db, length):
    assert ask("x" * length).status_code == 413


def test_half_a_character_is_no_error(db):
    assert verdict("\ud800 abc") == ("unknown", "not_known")


def test_it_needs_neither_sign_in_nor_form_token(db):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/ai/verify", {"text": "Bonjour"}).status_code == 200 and not client.cookies


def test_it_is_asked_only_so_often(db):
    statuses = [ask("Bonjour").status_code for _ in range(31)]
    assert statuses == [200] * 30 + [429]


def rows():
    """All that the database holds, but how often somebody asked: a number under a keyed hash."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'compliance_attempts'")
        names = sorted(name for (name,) in cursor.fetchall())
        found = {}
        for name in names:
            cursor.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1')  # noqa: S608
            found[name] = cursor.fetchall()
    return found


def test_nothing_that_is_asked_is_stored_or_logged(message, export, caplog):
    signature, before = signature_of(message), rows()
    with caplog.at_level(logging.DEBUG):
        for asked in ((TEXT,), (CANARY,), (CANARY, signature), (CANARY, {"key_id": CANARY, "value": CANARY, "signed": {}})):
            ask(*asked)
        Client().post("/ai/verify", {"text": CANARY, "signature": CANARY})
        Client().post("/ai/verify", {"text": CANARY, "signature": "{"}, headers={"accept": "application/json"})
        Client().post("/ai/verify", json.dumps(export | {"reference": CANARY}), "application/json")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM compliance_attempts t WHERE t::text LIKE %s", [f"%{CANARY}%"])
        assert cursor.fetchone()[0] == 0
    own_sql = [record for record in caplog.records if record.name != "django.db.backends"]
    assert rows() == before and CANARY not in " ".join(record.getMessage() for record in own_sql)


def test_the_page_about_the_ai_leads_to_it(client):
    assert "/ai/verify" in client.get("/ai/?lang=fr").text


def test_an_answer_given_before_there_were_marks_is_unknown(message):
    Mark.objects.all().delete()
    assert verdict(TEXT) == ("unknown", "not_known")
    turns.open_turn(message.conversation)


def test_what_others_sign_with_our_form_is_not_ours(message):
    forged = sign({"text_sha256": "x"}).as_data() | {"signed": signature_of(message)["signed"]}
    assert verdict(TEXT, forged) == ("no", "altered")
