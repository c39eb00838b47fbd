import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from compliance.models import AuditEntry
from conversations import codes, services
from conversations.models import Conversation, Customer, Message

pytestmark = pytest.mark.django_db
CANARY = "canari-5d1e"


@pytest.fixture
def written(site):
    """A conversation of Dana's with one message."""
    return services.receive_message(
        site=site, token="dana", client_id=uuid4(), text=f"Ma commande {CANARY} n’arrive pas", language="fr"
    ).conversation


def browser(token=""):
    client = Client(headers={"accept-language": "fr"})
    if token:
        client.cookies["guichet_customer"] = token
    return client


def test_it_shows_the_whole_conversation_to_its_own_browser(written):
    client = browser("dana")
    assert written.reference in client.get("/privacy/").text
    assert CANARY in client.get(f"/privacy/{written.reference}/").text


@pytest.mark.parametrize("path", ["", "download.json", "download.html", "erase/"])
@pytest.mark.parametrize("token", ["", "charlie"])
def test_a_stranger_finds_nothing_behind_any_address(written, path, token):
    answer = browser(token).get(f"/privacy/{written.reference}/{path}")
    assert answer.status_code == 404 and CANARY not in answer.text


def test_a_stranger_cannot_erase(written):
    assert browser("charlie").post(f"/privacy/{written.reference}/erased/").status_code == 404
    assert Conversation.objects.exists()


def test_the_code_opens_the_conversation_in_any_browser_however_it_is_typed(written):
    typed = codes.code_of(written).lower().replace("-", " ")
    client = browser()
    answer = client.post("/privacy/", {"code": f" {typed} "}, follow=True)
    assert CANARY in answer.text
    cookie = client.cookies["guichet_proof"]
    assert (
        cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["max-age"] == 86_400
    )  # the proof itself ends after thirty minutes


def test_every_wrong_code_gets_the_same_answer(written):
    right = codes.code_of(written)
    wrong = [f"{right[:-1]}{'A' if right[-1] != 'A' else 'B'}", "AAAA-AAAA-AAAA-AAAA", written.reference, "", "é" * 200]
    answers = {browser().post("/privacy/", {"code": code}).status_code for code in wrong}
    assert answers == {422}


def test_only_a_few_codes_can_be_tried(written):
    client = browser()
    for _ in range(10):
        client.post("/privacy/", {"code": "AAAA"})
    answer = client.post("/privacy/", {"code": codes.code_of(written)})
    assert answer.status_code == 429 and "dix minutes" in answer.text


def test_a_forged_proof_is_worth_nothing(written):
    client = browser()
    client.cookies["guichet_proof"] = f'["conversations","{written.pk}"]'
    assert client.get(f"/privacy/{written.reference}/").status_code == 404


def test_it_gives_everything_as_json_and_as_a_page_of_its_own(written):
    client = browser("dana")
    data = client.get(f"/privacy/{written.reference}/download.json")
    assert data["Content-Disposition"].startswith("attachment") and "no-store" in data["Cache-Control"]
    found = json.loads(data.text)
    assert found["messages"][0]["text"].endswith("n’arrive pas") and found["controller"] == "Maison Lune"
    assert found["messages"][0]["author_type"] == "you" and found["ai_turns"][0]["state"] == "queued"
    page = client.get(f"/privacy/{written.reference}/download.html").text
    assert CANARY in page and '<html lang="fr">' in page


def test_it_says_what_will_go_before_it_goes(written):
    page = browser("dana").get(f"/privacy/{written.reference}/erase/").text
    assert "1 message" in page and "définitif" in page


def test_an_erasure_leaves_no_trace_in_any_table(written):
    answer = browser("dana").post(f"/privacy/{written.reference}/erased/", follow=True)
    assert "La conversation est effacée" in answer.text
    assert not Message.objects.exists() and not Conversation.objects.exists() and not Customer.objects.exists()
    assert tables_with(CANARY) == [] and tables_with(str(written.pk)) == []
    assert AuditEntry.objects.get(event="conversation_erased").details["messages"] == 1


def tables_with(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = [name for (name,) in cursor.fetchall()]
        found = []
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}" t WHERE t::text LIKE %s', [f"%{text}%"])  # noqa: S608
            found += [name] if cursor.fetchone()[0] else []
    return sorted(found)


def test_an_erasure_needs_a_form_of_ours(written):
    client = Client(enforce_csrf_checks=True)
    client.cookies["guichet_customer"] = "dana"
    assert client.post(f"/privacy/{written.reference}/erased/").status_code == 403


def test_a_hostile_message_stays_text_everywhere(site):
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    conversation = services.receive_message(site=site, token="dana", client_id=uuid4(), text=hostile, language="fr").conversation
    client = browser("dana")
    for path in ("", "download.html"):
        page = client.get(f"/privacy/{conversation.reference}/{path}").text
        assert "<script>alert" not in page and "<img" not in page
