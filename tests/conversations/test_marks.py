"""Every message of the AI carries a signed mark, and keeps it wherever it goes."""

import json
import re
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from chatbot import engine
from chatbot.answering.contract import Answer, Released
from chatbot.inference.register import QWEN
from compliance import keys
from compliance.marking import digest
from compliance.signing import Signature
from compliance.verification import check_transcript, overall
from conversations import services, tasks, turns
from conversations.models import Mark, Message
from tests.conversations.conftest import TOKEN

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "Les retours sont possibles pendant **30 jours**."
TRACE = {"model": {"name": QWEN.name, "sha256": QWEN.sha256}, "prompt": "compose-3"}


@pytest.fixture
def answered(say):
    """Have the AI answer a question of Dana's with these words."""

    def _answered(text=TEXT, origin="generated", trace=TRACE):
        turn = say().turn
        turns.begin(turn.pk)
        return turns.finish(turn.pk, Answer(text, "answered", origin, (), "fr", QWEN.name, dict(trace)))

    return _answered


def browser():
    client = Client(headers={"accept-language": "fr"})
    client.cookies["guichet_customer"] = TOKEN
    return client


def export(message, form="json"):
    return browser().get(f"/privacy/{message.conversation.reference}/download.{form}")


def holds(frame):
    signature = Signature.read(frame["signature"])
    return signature.holds(keys.known()) and signature.signed["text_sha256"] == digest(frame["text"])


async def test_the_socket_says_that_an_ai_wrote_it_which_one_and_signs(site, tab, answered):
    message = await sync_to_async(answered)()
    one = tab(site)
    await one.open()
    frame = await one.until("message", author_type="ai")
    assert frame["ai_generated"] is True and frame["model"] == {"name": QWEN.name, "sha256": QWEN.sha256}
    assert frame["digital_source_type"].endswith("/trainedAlgorithmicMedia")
    assert frame["signature"]["signed"]["id"] == frame["id"] == str(message.pk)
    assert frame["signature"]["signed"]["at"] == frame["created_at"]
    assert await sync_to_async(holds)(frame)


async def test_a_customers_words_carry_no_mark(site, tab, say):
    await sync_to_async(say)("Bonjour")
    one = tab(site)
    await one.open()
    frame = await one.until("message", author_type="you")
    assert (frame["ai_generated"], frame["model"], frame["digital_source_type"], frame["signature"]) == (False, None, None, None)


@pytest.mark.parametrize("origin", ["generated", "extractive", "fixed"])
def test_the_mark_survives_the_export_whatever_the_origin(answered, origin):
    message = answered(origin=origin)
    data = export(message).json()
    (shown,) = [one for one in data["messages"] if one["author_type"] == "ai"]
    assert shown["origin"] == shown["signature"]["signed"]["origin"] == origin and holds(shown)
    assert (shown["model"] is not None) == (origin == "generated")
    assert overall(check_transcript(data, keys.known())) == "yes"


def test_every_word_that_changes_is_noticed_in_the_export(answered):
    data = export(answered()).json()
    (shown,) = [one for one in data["messages"] if one["author_type"] == "ai"]
    for field, value in {"text": TEXT.replace("30", "90"), "origin": "extractive", "at": "2020-01-01T00:00:00+00:00"}.items():
        kept, shown[field] = shown[field], value
        assert overall(check_transcript(data, keys.known())) == "no"
        shown[field] = kept
    assert overall(check_transcript(data, keys.known())) == "yes"


@pytest.mark.parametrize("origin", ["generated", "fixed"])
def test_the_page_to_read_is_marked_for_machines_too(answered, origin):
    message = answered(origin=origin)
    page = export(message, "html").text
    assert f'data-author-type="ai" data-origin="{origin}" data-message-id="{message.pk}"' in page
    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    theirs, ours = found["hasPart"]
    assert theirs["author"]["@type"] == "Person" and "digitalSourceType" not in theirs
    assert ours["author"]["@type"] == "SoftwareApplication" and ours["identifier"] == str(message.pk)
    assert ours["digitalSourceType"] == message.mark.statement["digital_source_type"]


def test_the_linked_data_cannot_end_its_script(site):
    site.company = "</script><script>alert(1)</script> & Fils"
    site.save()
    conversation = services.receive_message(site=site, token=TOKEN, client_id=uuid4(), text="?", language="fr").conversation
    page = browser().get(f"/privacy/{conversation.reference}/").text
    assert "<script>alert" not in page and "\\u003cscript\\u003ealert(1)" in page


def test_the_chat_without_javascript_carries_the_attributes(site, answered):
    message = answered()
    page = browser().get(f"/chat/{site.public_key}/").text
    assert f'data-author-type="ai" data-origin="generated" data-message-id="{message.pk}"' in page
    assert 'data-author-type="you" data-origin=""' in page


async def test_a_stopped_answer_names_the_model_that_was_writing(say, monkeypatch):
    turn = (await sync_to_async(say)()).turn

    class Writer:
        card = QWEN

    async def stopped(question, *, engine):
        yield Released("Deux ", "generated", ())
        await sync_to_async(services.stop_turn)(site=turn.site, token=TOKEN, answer_key=turn.answer_key)
        yield Released("jours.", "generated", ())

    monkeypatch.setattr(tasks, "answer", stopped)
    monkeypatch.setattr(engine, "current", lambda: Writer)
    await tasks.answer_turn(turn_id=str(turn.pk))
    mark = await Mark.objects.select_related("message").aget()
    assert mark.message.is_stopped and mark.statement["model"]["sha256"] == QWEN.sha256
    assert mark.statement["text_sha256"] == digest(mark.message.text)


def test_an_answer_that_failed_is_marked_as_the_fixed_text_it_is(say):
    turn = say().turn
    turns.fail(turn.pk)
    assert Mark.objects.get().statement["origin"] == "fixed"


def test_the_mark_goes_with_its_conversation_and_holds_no_words(answered):
    message = answered()
    assert "retours" not in str(Mark.objects.values().get())
    browser().post(f"/privacy/{message.conversation.reference}/erased/")
    assert not Message.objects.exists() and not Mark.objects.exists()


@pytest.mark.parametrize(
    ("origin", "header"), [("generated", f'mode=machine-generated, model="{QWEN.name}"'), ("extractive", "mode=ai-originated")]
)
def test_every_page_and_file_with_words_of_the_ai_says_so_in_its_header(site, answered, origin, header):
    reference = answered(origin=origin).conversation.reference
    for path in (f"/chat/{site.public_key}/", *(f"/privacy/{reference}/{end}" for end in ("", "download.json", "download.html"))):
        assert browser().get(path)["AI-Disclosure"] == header


def test_a_page_without_words_of_the_ai_has_no_such_header(site, say):
    say()
    assert "AI-Disclosure" not in browser().get(f"/chat/{site.public_key}/")
    assert "AI-Disclosure" not in browser().get("/privacy/")


def test_a_models_odd_name_cannot_break_the_header(site, answered):
    answered(trace={"model": {"name": 'Modèle "x"\\ é\n', "sha256": "aa"}})
    header = browser().get(f"/chat/{site.public_key}/")["AI-Disclosure"]
    assert header.isascii() and header.endswith('"') and '\\"x\\"' in header
