"""What is kept of the AI's work can be shown to an authority: it says how each answer came about, and holds nobody's words."""

import json

import pytest
from asgiref.sync import sync_to_async
from django.db import connection

from chatbot import engine
from chatbot.inference.messages import Done, Piece
from chatbot.inference.register import QWEN
from chatbot.knowledge.articles import Draft, publish_draft
from compliance.models import AnswerLog, AuditEntry, Disclosure
from compliance.redaction import redact
from conversations import tasks
from conversations.models import Turn
from conversations.rights import ConversationOwner
from tests.conversations.conftest import TOKEN

pytestmark = pytest.mark.django_db(transaction=True)
BODY = "Vous pouvez retourner un article pendant 30 jours. Les frais de retour sont de 4,90 €."
PERSONAL = "je suis Zéphyrine Quentin, zephyrine@mail.example, 06 12 34 56 78, carte 4111 1111 1111 1111"


class Model:
    """Stands in for the engine: says one sentence of the article."""

    card = QWEN

    async def generate(self, asked, **options):
        yield Piece("1", "Vous pouvez retourner un article pendant 30 jours.")
        yield Done("1", "stop", "", 40, 12, 30, {"first_piece": 5.0, "total": 9.0})


@pytest.fixture
async def answered(site, say, monkeypatch):
    """Ask, let the AI answer for real but for its model, and return the turn."""
    await sync_to_async(publish_draft)(site, Draft("retours", "fr", "Retourner un article", BODY))

    async def ask(text, model=None):
        monkeypatch.setattr(engine, "current", lambda: model)
        turn = (await sync_to_async(say)(text)).turn
        await tasks.answer_turn(turn_id=str(turn.pk))
        return await Turn.objects.aget(pk=turn.pk)

    return ask


async def test_an_answer_is_logged_with_model_prompt_versions_checks_tokens_and_times(answered):
    turn = await answered("Combien de jours pour retourner un article ?", Model())
    trace = turn.trace
    assert trace["model"] == {"name": QWEN.name, "sha256": QWEN.sha256} and trace["prompt"].startswith("compose-")
    assert trace["candidates"][0]["id"] == "retours" and trace["candidates"][0]["version"] and trace["candidates"][0]["passage"]
    assert trace["guards"] == [] and trace["checks"] and trace["tokens"] == {"answer": 12, "cached": 30}
    assert trace["timings_ms"]["total"] > 0 and turn.finished_at > turn.created_at


async def test_a_handover_is_logged_with_its_reason(answered):
    turn = await answered("Je veux parler à un humain")
    assert turn.status == "human" and turn.trace["guards"]
    assert await AuditEntry.objects.filter(event="human_requested").aexists()


@pytest.mark.parametrize(
    "asked",
    [
        "Combien de jours pour retourner un article ?",
        "Je veux parler à un humain.",
        "Êtes-vous un robot ?",
        "Quel est le prix d’un vol pour Tokyo ?",
        "Supprimez mes données.",
    ],
)
async def test_the_log_holds_no_word_and_no_identifier_of_the_customer(answered, asked):
    turn = await answered(f"Bonjour, {PERSONAL}. {asked}", Model())
    log = json.dumps(turn.trace, ensure_ascii=False)
    log += await sync_to_async(rows)("compliance_auditentry", "details")
    assert not any(word in log for word in ("Zéphyrine", "Quentin", "zephyrine", "4111", "Bonjour", TOKEN))
    assert {"EMAIL", "CARD", "NIR", "IBAN"}.isdisjoint(redact(log).counts)


def rows(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column}::text FROM {table}")  # noqa: S608
        return " ".join(json.dumps(json.loads(value), ensure_ascii=False) for (value,) in cursor.fetchall())


async def test_opening_the_chat_records_the_very_notice_that_was_shown_and_not_to_whom(site, tab):
    disclosure, _state = await tab(site, language="en").open()
    kept = await Disclosure.objects.select_related("notice").aget()
    assert (kept.notice.digest, kept.notice.language, kept.notice.text) == (disclosure["digest"], "en", disclosure["text"])
    assert kept.shown_at and kept.notice.version == disclosure["notice_version"]
    assert TOKEN not in kept.session_hash and len(kept.session_hash) == 64


async def test_the_log_outlives_an_erasure_and_leads_back_to_nobody(answered):
    turn = await answered(f"Combien de jours pour retourner un article ? {PERSONAL}", Model())
    await answered("Je veux parler à un humain")
    owner = ConversationOwner()
    query = turn.trace["query"]
    subject = await sync_to_async(owner.of_key)(str(turn.conversation_id))
    await sync_to_async(owner.erase)(subject)
    kept = [entry async for entry in AnswerLog.objects.values("event", "facts")]
    assert {entry["event"] for entry in kept} == {"done", "human_requested"}
    assert any(entry["facts"].get("status") == "answered" and entry["facts"]["candidates"] for entry in kept)
    said = json.dumps(kept)
    assert str(turn.conversation_id) not in said and query not in said and "Quentin" not in said
