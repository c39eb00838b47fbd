import asyncio

import pytest
from asgiref.sync import sync_to_async

from chatbot.answering.contract import Answer, Released
from conversations import services, tasks
from conversations.models import Message, Turn
from tests.conversations.conftest import TOKEN

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = "Comment rendre un article ?"


class Answering:
    """Stands in for answer(): notes each question and waits before its first word and before its second where it is told to."""

    def __init__(self, *, hold_first=False, hold_second=False):
        self.asked, self.first, self.second = [], asyncio.Event(), asyncio.Event()
        self.reached = asyncio.Event()
        if not hold_first:
            self.first.set()
        if not hold_second:
            self.second.set()

    async def __call__(self, question, *, engine):
        self.asked.append(question)
        self.reached.set()
        await self.first.wait()
        yield Released("Quatorze ", origin="extractive")
        await self.second.wait()
        yield Released("jours.", origin="extractive")
        yield Answer("Quatorze jours.", "answered", "extractive", (), "fr", "", {})

    @property
    def texts(self):
        return [question.text for question in self.asked]


@pytest.fixture
def write(say):
    return sync_to_async(say)


@pytest.fixture
def run(monkeypatch):
    """Run every queued answer, as a worker would: in the order of the questions."""

    async def _run(answering):
        monkeypatch.setattr(tasks, "answer", answering)
        async for turn in Turn.objects.filter(state__in=["queued", "running"]).order_by("question__seq"):
            await tasks.answer_turn(turn_id=str(turn.pk))

    return _run


async def lines():
    return [(one.author, one.text) async for one in Message.objects.order_by("seq")]


async def test_a_greeting_an_announcement_and_a_question_get_one_answer(write, run):
    for text in ("Bonjour", "j’ai une question", QUESTION):
        await write(text)
    answering = Answering()
    await run(answering)
    assert answering.texts == [QUESTION]
    assert [author for author, _text in await lines()] == ["customer", "customer", "customer", "ai"]
    turn = await Turn.objects.aget()
    assert (turn.state, turn.last_seq) == ("done", 3)


async def test_two_questions_get_two_answers_in_order(write, run):
    await write(QUESTION)
    await write("Livrez-vous en Belgique ?")
    answering = Answering()
    await run(answering)
    assert answering.texts == [QUESTION, "Livrez-vous en Belgique ?"]
    assert await Turn.objects.filter(state="done").acount() == 2


async def test_what_comes_while_nothing_is_shown_yet_begins_the_answer_anew_with_both(write, run):
    await write(QUESTION)
    answering = Answering(hold_first=True)
    job = asyncio.create_task(run(answering))
    await answering.reached.wait()
    answering.reached.clear()
    await write("acheté en promotion")
    await asyncio.wait_for(answering.reached.wait(), 5)
    answering.first.set()
    await asyncio.wait_for(job, 5)
    assert answering.texts == [QUESTION, f"{QUESTION}\nacheté en promotion"]
    assert [author for author, _text in await lines()] == ["customer", "customer", "ai"]


async def test_words_are_not_shown_of_an_answer_to_half_of_the_question(write, run, monkeypatch):
    """The hint that the question has grown may be lost: the database decides."""
    await write(QUESTION)
    answering = Answering(hold_first=True)
    monkeypatch.setattr(tasks.Heard, "hear", lambda self, event: None)
    job = asyncio.create_task(run(answering))
    await answering.reached.wait()
    await write("acheté en promotion")
    answering.first.set()
    await asyncio.wait_for(job, 5)
    assert answering.texts[-1] == f"{QUESTION}\nacheté en promotion"
    assert [author for author, _text in await lines()] == ["customer", "customer", "ai"]


async def test_what_comes_after_the_first_words_is_a_turn_of_its_own_that_remembers(site, write, run, tab):
    one = tab(site)
    await one.open()
    await write(QUESTION)
    answering = Answering(hold_second=True)
    job = asyncio.create_task(run(answering))
    await one.until("piece")
    await write("acheté en promotion")
    answering.second.set()
    await asyncio.wait_for(job, 5)
    await run(answering)
    assert answering.texts == [QUESTION, "acheté en promotion"]
    assert [(one.text, one.status) for one in answering.asked[1].earlier] == [(QUESTION, "answered")]
    assert await Turn.objects.filter(state="done").acount() == 2


async def test_a_page_sees_one_answer_in_the_making(site, write, run, tab):
    one = tab(site)
    await one.open()
    await write("Bonjour")
    await write(QUESTION)
    await run(Answering())
    turn = await Turn.objects.aget()
    told = []
    while not told or told[-1]["type"] != "message" or told[-1]["author_type"] != "ai":
        told.append(await one.receive_json_from(timeout=5))
    assert {frame["message_id"] for frame in told if frame["type"] in {"working", "piece"}} == {str(turn.answer_key)}
    assert not [frame for frame in told if frame["type"] == "working_ended"]


async def test_a_greeting_waits_for_the_question_while_the_customer_writes(site, write, run, tab, monkeypatch):
    monkeypatch.setattr(tasks, "MOMENT", 60.0)
    monkeypatch.setattr(tasks, "LONGEST_MOMENT", 60.0)
    one = tab(site)
    await one.open()
    await write("Bonjour")
    answering = Answering()
    job = asyncio.create_task(run(answering))
    while not await Turn.objects.filter(state="running").aexists():
        await asyncio.sleep(0)
    await write(QUESTION)
    await asyncio.wait_for(job, 5)
    assert answering.texts == [QUESTION]


async def test_a_greeting_alone_is_answered_after_its_moment(write, run, monkeypatch):
    monkeypatch.setattr(tasks, "MOMENT", 0.0)
    await write("Bonjour")
    answering = Answering()
    await run(answering)
    assert answering.texts == ["Bonjour"]


async def test_a_question_does_not_wait(write, run, monkeypatch):
    monkeypatch.setattr(tasks, "MOMENT", 3600.0)
    await write(QUESTION)
    await asyncio.wait_for(run(Answering()), 5)
    assert len(await lines()) == 2


async def test_a_stop_before_any_word_stops_all_of_it(site, write, run):
    await write("Bonjour")
    message = await write(QUESTION)
    turn = await Turn.objects.aget(conversation=message.conversation)
    await sync_to_async(services.stop_turn)(site=site, token=TOKEN, answer_key=turn.answer_key)
    await run(Answering())
    assert [author for author, _text in await lines()] == ["customer", "customer"]


async def test_after_a_stop_the_next_message_is_answered(site, write, run):
    first = await write(QUESTION)
    turn = await Turn.objects.aget(question=first)
    await sync_to_async(services.stop_turn)(site=site, token=TOKEN, answer_key=turn.answer_key)
    await write("acheté en promotion")
    answering = Answering()
    await run(answering)
    assert answering.texts == ["acheté en promotion"]
