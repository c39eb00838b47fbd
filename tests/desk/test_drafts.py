"""Drafts of the AI: proposed to the adviser who has the conversation, and sent by nobody but them."""

import ast
import asyncio
from pathlib import Path
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from chatbot.answering.contract import Answer, Source
from chatbot.inference.errors import EngineLost
from chatbot.sites.models import AIStop
from conversations import desk_drafting, desk_drafts, handover
from conversations.messages import add_message
from conversations.models import Draft, Message

pytestmark = pytest.mark.django_db(transaction=True)
in_thread = sync_to_async
TEXT = "Les retours sont possibles pendant 30 jours."


@pytest.fixture
def held(site, alice, make_conversation):
    return make_conversation(site, status="human", adviser=alice, texts=["Combien de jours pour un retour ?"])


@pytest.fixture
def ai(monkeypatch):
    """Play the answering path; notes what it was asked."""

    class Played:
        asked, texts = [], {}

        def says(self, text=TEXT, *, status="answered", origin="generated", error=None, trace=None):
            async def answer(question, *, engine):
                self.asked.append(question)
                if error is not None:
                    raise error
                yield Answer(
                    text, status, origin, (Source("retours", "Retours", "https://lune.example/r", 0.9),), "fr", "m", trace or {}
                )

            monkeypatch.setattr(desk_drafting, "answer", answer)

        def hangs(self):
            self.begun = asyncio.Event()
            self.ended = asyncio.Event()

            async def answer(question, *, engine):
                self.begun.set()
                try:
                    await asyncio.Event().wait()
                finally:
                    self.ended.set()
                yield

            monkeypatch.setattr(desk_drafting, "answer", answer)

    monkeypatch.setattr(desk_drafting, "LOOK_EVERY", 0.01)
    played = Played()
    played.asked = []
    played.says()
    return played


@pytest.fixture
async def desk(desk_of, alice):
    opened = await desk_of(alice)
    await opened.open()
    return opened


async def drafted(desk, conversation):
    await desk.do("draft", conversation)
    await desk.until("drafting", conversation=str(conversation.pk))
    return await desk.until("draft")


async def test_the_ai_proposes_a_reply_and_sends_nothing(desk, held, ai):
    draft = await drafted(desk, held)
    assert (draft["conversation"], draft["text"], draft["origin"]) == (str(held.pk), TEXT, "generated")
    assert [source["title"] for source in draft["sources"]] == ["Retours"]
    assert [question.text for question in ai.asked] == ["Combien de jours pour un retour ?"]
    stored = await Draft.objects.aget(pk=draft["id"])
    assert stored.text == TEXT and stored.conversation_id == held.pk
    assert await Message.objects.acount() == 1


@pytest.mark.parametrize(("sent", "distance"), [(TEXT, 0), (TEXT.replace("30", "14"), 1 / 7), ("Non", 1)])
async def test_a_reply_from_it_says_so_who_read_it_and_how_far_it_was_changed(desk, held, alice, ai, sent, distance):
    draft = await drafted(desk, held)
    await desk.do("reply", held, client_id=str(uuid4()), text=sent, draft_id=draft["id"])
    await desk.settled()
    reply = await Message.objects.aget(author="human")
    assert (reply.text, reply.origin, reply.reviewed_by_id) == (sent, "human_after_ai_draft", alice.pk)
    assert reply.edit_distance == pytest.approx(distance, abs=0.001)


async def test_a_reply_without_it_stays_a_persons(desk, held, ai):
    await drafted(desk, held)
    await desk.do("reply", held, client_id=str(uuid4()), text=TEXT)
    await desk.settled()
    reply = await Message.objects.aget(author="human")
    assert (reply.origin, reply.reviewed_by_id, reply.edit_distance) == ("human", None, None)


async def test_a_draft_of_another_conversation_or_adviser_is_refused(desk, site, alice, bob, held, make_conversation, ai):
    other = await in_thread(make_conversation)(site, status="human", adviser=alice)
    foreign = await Draft.objects.acreate(site=site, conversation=held, adviser=bob, text=TEXT, origin="generated")
    draft = await drafted(desk, held)
    for conversation, draft_id in [(other, draft["id"]), (held, str(foreign.pk)), (held, str(uuid4())), (held, "x")]:
        client_id = str(uuid4())
        await desk.do("reply", conversation, client_id=client_id, text="Bonjour", draft_id=draft_id)
        error = await desk.until("error", deed="reply" if draft_id != "x" else "")
        assert error["code"] == "invalid"
    assert not await Message.objects.filter(author="human").aexists()


async def test_a_colleague_may_not_ask_for_one(desk_of, bob, charlie, held, ai):
    for person, code in [(bob, "conflict"), (charlie, "not_found")]:
        desk = await desk_of(person)
        await desk.open()
        await desk.do("draft", held)
        assert (await desk.until("error", deed="draft"))["code"] == code
    assert ai.asked == [] and not await Draft.objects.aexists()


@pytest.mark.parametrize("deed", ["hand_back", "close"])
async def test_what_is_handed_back_or_closed_meanwhile_gets_none(desk, held, ai, deed):
    ai.hangs()
    await desk.do("draft", held)
    await asyncio.wait_for(ai.begun.wait(), 5)
    await desk.do(deed, held)
    assert (await desk.until("error", deed="draft"))["code"] == "conflict"
    assert ai.ended.is_set() and not await Draft.objects.aexists()


async def test_what_ended_at_the_last_moment_gets_none_either(desk, held, alice, ai, monkeypatch):
    async def answer(question, *, engine):
        await in_thread(handover.close)(held.pk, adviser=alice)
        yield Answer(TEXT, "answered", "generated", (), "fr", "m", {})

    monkeypatch.setattr(desk_drafting, "answer", answer)
    monkeypatch.setattr(desk_drafting, "LOOK_EVERY", 60)
    await desk.do("draft", held)
    assert (await desk.until("error", deed="draft"))["code"] == "conflict"
    assert not await Draft.objects.aexists()


async def test_it_can_be_cancelled_and_asked_again(desk, held, ai):
    ai.hangs()
    await desk.do("draft", held)
    await asyncio.wait_for(ai.begun.wait(), 5)
    await desk.do("cancel_draft", held)
    await asyncio.wait_for(ai.ended.wait(), 5)
    assert not await Draft.objects.aexists()
    ai.says()
    assert (await drafted(desk, held))["text"] == TEXT


async def test_it_ends_with_its_desk(desk, held, ai):
    ai.hangs()
    await desk.do("draft", held)
    await asyncio.wait_for(ai.begun.wait(), 5)
    await desk.disconnect()
    await asyncio.wait_for(ai.ended.wait(), 5)


@pytest.mark.parametrize(
    ("played", "code"),
    [
        ({"error": EngineLost("died")}, "engine_down"),
        ({"error": RuntimeError("broken")}, "draft_failed"),
        ({"status": "not_found", "origin": "fixed"}, "nothing_found"),
        ({"status": "clarify", "origin": "fixed"}, "nothing_found"),
        ({"origin": "fixed", "trace": {"guards": ["withdrawal"]}}, "nothing_found"),
    ],
)
async def test_it_says_why_there_is_none(desk, held, ai, played, code):
    ai.says(**played)
    await desk.do("draft", held)
    error = await desk.until("error", deed="draft", conversation=str(held.pk))
    assert error["code"] == code and error["detail"]
    assert not await Draft.objects.aexists()


async def test_a_busy_engine_is_named_and_the_articles_are_quoted(desk, held, ai):
    ai.says(origin="extractive", trace={"engine_error": "busy"})
    assert "busy" in (await drafted(desk, held))["note"]


async def test_it_is_refused_while_the_ai_is_switched_off(desk, site, held, ai):
    await AIStop.objects.acreate(site=site)
    await desk.do("draft", held)
    assert (await desk.until("error", deed="draft"))["code"] == "ai_off"
    assert ai.asked == []


async def test_switching_the_ai_off_ends_it(desk, site, held, ai):
    ai.hangs()
    await desk.do("draft", held)
    await asyncio.wait_for(ai.begun.wait(), 5)
    await AIStop.objects.acreate(site=site)
    assert (await desk.until("error", deed="draft"))["code"] == "ai_off"
    assert ai.ended.is_set() and not await Draft.objects.aexists()


async def test_it_answers_what_was_asked_since_the_last_reply(desk, held, alice, ai):
    def go_on():
        handover.reply(held.pk, adviser=alice, text="Trente jours.", client_id=uuid4())
        for text in ["Merci !", "Et pour une lampe soldée ?", "Achetée en juin."]:
            add_message(held.__class__.objects.get(pk=held.pk), author=Message.Author.CUSTOMER, text=text)

    await in_thread(go_on)()
    await drafted(desk, held)
    assert ai.asked[-1].text == "Et pour une lampe soldée ?\nAchetée en juin."


async def test_a_wish_for_a_person_is_nothing_to_answer_but_the_question_before_it_is(desk, site, alice, make_conversation, ai):
    def ask():
        conversation = make_conversation(site, status="human", adviser=alice, texts=["Bonjour", "Livrez-vous en Suisse ?"])
        add_message(conversation, author=Message.Author.AI, origin="fixed", text="Je n’ai pas trouvé.")
        add_message(conversation, author=Message.Author.CUSTOMER, text="Je veux parler à un conseiller")
        return conversation

    await drafted(desk, await in_thread(ask)())
    assert ai.asked[-1].text == "Livrez-vous en Suisse ?"


async def test_it_says_that_nothing_was_asked(desk, site, alice, make_conversation, ai):
    conversation = await in_thread(make_conversation)(site, status="human", adviser=alice, texts=["Bonjour"])
    await desk.do("draft", conversation)
    assert (await desk.until("error", deed="draft"))["code"] == "nothing_found"
    assert ai.asked == []


def test_the_distance_counts_words_changed_added_and_left_out():
    assert desk_drafts.distance("a b c d", "a  b\nc d") == 0
    assert desk_drafts.distance("a b c d", "a b x d") == 0.25
    assert desk_drafts.distance("a b c d", "a b") == 0.5
    assert desk_drafts.distance("a b", "y a b z") == 0.5
    assert desk_drafts.distance("a b", "x y") == 1


def test_only_the_advisers_own_reply_can_become_a_message():
    """Nothing but `handover.reply` stores a person's message, and nothing that knows drafts adds messages."""
    sources = {
        path.name: ast.parse(path.read_text()) for path in Path("conversations").rglob("*.py") if "migrations" not in path.parts
    }
    knowing = {name for name, tree in sources.items() if {"Draft", "drafts", "desk_drafts", "desk_drafting"} & _names(tree)}
    assert {"desk_drafts.py", "desk_drafting.py", "handover.py"} <= knowing
    assert {name for name in knowing if {"add_message", "announce", "Message.objects"} & _names(sources[name])} == ADDING
    callers = {name: sum(_calls(node, "reply") for node in ast.walk(tree)) for name, tree in sources.items()}
    assert {name: count for name, count in callers.items() if count} == {"desk_consumer.py": 1}
    origins = [name for name, tree in sources.items() if "HUMAN_AFTER_AI_DRAFT" in _names(tree) and name not in SHOWING]
    assert origins == ["desk_drafts.py"]


SHOWING = {"thread.py", "frames.py", "mailing.py", "rights.py"}  # they name the origin, or say it in words
ADDING = {"handover.py", "erasing.py"}  # the second counts messages, and deletes them


def _names(tree):
    """Return every name, attribute and import of a module."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                found.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]):
                found.add(name)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.add(f"{node.value.id}.{node.attr}")
    return found


def _calls(node, name):
    """Say whether this uses `handover.reply`, called or handed on."""
    return isinstance(node, ast.Attribute) and node.attr == name and getattr(node.value, "id", "") == "handover"
