import asyncio

import pytest
from asgiref.sync import sync_to_async

from chatbot.answering.contract import Answer, Released, Source, Waiting
from chatbot.inference.errors import EngineLost
from conversations import services, tasks
from conversations.models import Conversation, Message, Turn
from tests.conversations.conftest import TOKEN

pytestmark = pytest.mark.django_db(transaction=True)
SOURCES = (Source(id="delais", title="Délais", url="https://lune.example/delais", score=0.9),)


def script(*pieces, status="answered", lose_engine_after=None, hold=None):
    """Return a stand-in for answer(): releases the pieces, then the whole; may lose its engine once, or wait in between."""
    lost = []

    async def answer(question, *, engine):
        for number, piece in enumerate(pieces):
            if number == lose_engine_after and not lost:
                lost.append(True)
                raise EngineLost
            yield Released(piece, origin="generated", sources=SOURCES)
            if hold:
                await hold.wait()
        yield Answer("".join(pieces), status, "generated", SOURCES, "fr", "test", {"n": len(pieces)})

    return answer


@pytest.fixture
def turn(say):
    return say().turn


async def run(monkeypatch, turn, answer):
    monkeypatch.setattr(tasks, "answer", answer)
    await tasks.answer_turn(turn_id=str(turn.pk))


async def test_it_streams_pieces_then_stores_the_answer_with_sources_and_trace(site, turn, tab, monkeypatch):
    one = tab(site)
    await one.open()
    await run(monkeypatch, turn, script("Deux à quatre ", "jours."))
    pieces = [await one.until("piece") for _ in range(2)]
    final = await one.until("message", author_type="ai")
    assert [piece["index"] for piece in pieces] == [0, 1]
    assert {piece["message_id"] for piece in pieces} == {final["id"]} == {str(turn.answer_key)}
    assert final["text"] == "Deux à quatre jours." and final["ai_generated"] and final["author"] == "Assistant IA"
    assert final["sources"] == [{"id": "delais", "title": "Délais", "url": "https://lune.example/delais"}]
    await turn.arefresh_from_db()
    assert (turn.state, turn.trace) == ("done", {"n": 2})


async def test_running_the_job_again_answers_once(turn, monkeypatch):
    for _ in range(2):
        await run(monkeypatch, turn, script("Oui."))
    assert await Message.objects.filter(author="ai").acount() == 1


async def test_it_begins_anew_when_the_engine_dies_and_says_so(site, turn, tab, monkeypatch):
    one = tab(site)
    await one.open()
    await run(monkeypatch, turn, script("Deux ", "jours.", lose_engine_after=1))
    assert (await one.until("piece"))["index"] == 0
    await one.until("working", phase="restarting")
    assert (await one.until("piece"))["index"] == 0
    assert (await one.until("message", author_type="ai"))["text"] == "Deux jours."


async def test_stop_keeps_what_was_shown_with_its_sources(site, turn, tab, monkeypatch):
    one, hold = tab(site), asyncio.Event()
    await one.open()
    job = asyncio.create_task(run(monkeypatch, turn, script("Deux ", "jours.", hold=hold)))
    await one.until("piece")
    await one.send_json_to({"type": "stop", "message_id": str(turn.answer_key)})
    await asyncio.wait_for(job, 5)
    final = await one.until("message", author_type="ai")
    assert final["text"] == "Deux" and final["stopped"] and final["sources"]
    await turn.arefresh_from_db()
    assert turn.state == "stopped"


async def test_a_turn_stopped_before_it_began_is_never_answered(site, turn, monkeypatch):
    await sync_to_async(services.stop_turn)(site=site, token=TOKEN, answer_key=turn.answer_key)
    await run(monkeypatch, turn, script("Non."))
    assert not await Message.objects.filter(author="ai").aexists()


async def test_a_person_wanted_in_the_middle_silences_the_ai(site, turn, monkeypatch):
    hold = asyncio.Event()
    job = asyncio.create_task(run(monkeypatch, turn, script("Deux ", "jours.", hold=hold)))
    while not await Turn.objects.filter(state="running").aexists():
        await asyncio.sleep(0)
    await sync_to_async(services.ask_for_person)(site=site, token=TOKEN, language="fr")
    hold.set()
    await asyncio.wait_for(job, 5)
    assert not await Message.objects.filter(author="ai").aexists()


async def test_a_wish_for_a_person_in_words_enters_the_queue_in_the_same_turn(turn, monkeypatch):
    await run(monkeypatch, turn, script("Je préviens un conseiller.", status="human"))
    conversation = await Conversation.objects.aget()
    assert conversation.status == "waiting"
    assert [m.author async for m in Message.objects.order_by("seq")] == ["customer", "ai", "system"]


async def test_a_failure_is_told_and_a_person_offered(turn, monkeypatch):
    async def broken(question, *, engine):
        raise RuntimeError("disk full")
        yield

    await run(monkeypatch, turn, broken)
    last = await Message.objects.alast()
    assert last.author == "ai" and last.origin == "fixed" and "conseiller" in last.text
    await turn.arefresh_from_db()
    assert turn.state == "failed"


async def test_feedback_is_only_for_ones_own_answers(site, turn, tab, monkeypatch):
    await run(monkeypatch, turn, script("Oui."))
    stranger, owner = tab(site, token="somebody else"), tab(site)
    await stranger.open()
    await owner.open()
    frame = {"type": "feedback", "message_id": str(turn.answer_key), "value": 1, "comment": ""}
    await stranger.send_json_to(frame)
    assert (await stranger.until("error"))["code"] == "not_found"
    await owner.send_json_to(frame)
    await owner.send_json_to({"type": "ping"})
    await owner.until("pong")
    answer = await Message.objects.select_related("feedback").aget(author="ai")
    assert answer.feedback.value == 1


async def test_it_tells_the_place_in_the_queue_and_offers_a_person_when_it_was_too_long(site, turn, tab, monkeypatch):
    async def overloaded(question, *, engine):
        yield Waiting(3)
        yield Released("Deux à quatre jours.", "extractive", SOURCES)
        yield Answer("Deux à quatre jours.", "answered", "extractive", SOURCES, "fr", "", {"engine_error": "busy"})

    one = tab(site)
    await one.open()
    await run(monkeypatch, turn, overloaded)
    assert (await one.until("working", phase="queued", position=3))["message_id"] == str(turn.answer_key)
    assert (await one.until("message", author_type="ai"))["text"] == "Deux à quatre jours."
    notice = await one.until("message", author_type="system", event="overload")
    assert "parler à un conseiller" in notice["text"]
