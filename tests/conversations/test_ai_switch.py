"""The AI switch: off means that nothing of the AI runs any more, and that people go on."""

import asyncio
import time
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from chatbot import engine
from chatbot.answering.answer import answer
from chatbot.answering.contract import Answer, Question, Released
from chatbot.answering.tasks import prepare_prefixes
from chatbot.errors import AISwitchedOff, Conflict, Forbidden
from chatbot.inference.register import QWEN
from chatbot.knowledge.articles import Draft, publish_draft
from chatbot.knowledge.models import ArticleVersion
from chatbot.sites.models import AIStop
from compliance.models import AuditEntry, Disclosure
from conversations import desk_drafts, handover, presence, services, switch, tasks
from conversations.models import Conversation, Customer, Message, Turn
from tests.conversations.conftest import TOKEN

pytestmark = pytest.mark.django_db(transaction=True)


class Forbidding:
    """Stands in for the engine; being asked for anything fails the test."""

    card = QWEN

    def __getattr__(self, name):
        raise AssertionError(f"the engine was asked for {name} while the AI is switched off")


@pytest.fixture
def root(alice):
    alice.is_superuser = True
    alice.save()
    return alice


@pytest.fixture
def off(site, root):
    switch.switch_off(actor=root)
    return site


def lines():
    return list(Message.objects.order_by("seq").values_list("author", "event"))


async def run(turn):
    await tasks.answer_turn(turn_id=str(turn.pk))


async def test_it_ends_a_running_answer_within_two_seconds_keeps_what_was_shown_and_says_so(site, root, say, tab, monkeypatch):
    async def endless(question, *, engine):
        yield Released("Deux ", origin="generated")
        await asyncio.Event().wait()
        yield Answer("Deux jours.", "answered", "generated", (), "fr", "test", {})

    monkeypatch.setattr(tasks, "answer", endless)
    turn = (await sync_to_async(say)()).turn
    one = tab(site)
    await one.open()
    job = asyncio.create_task(run(turn))
    await one.until("piece")
    began = time.monotonic()
    await sync_to_async(switch.switch_off)(actor=root)
    state = await one.until("state", status="waiting")
    kept = await one.until("message", author_type="ai")
    told = await one.until("message", author_type="system")
    assert time.monotonic() - began < 2
    await asyncio.wait_for(job, 5)
    assert (kept["text"], kept["stopped"]) == ("Deux", True)
    assert told["event"] == "ai_off_offline" and "a désactivé son assistant IA" in told["text"]
    assert state["ai_off"]


async def test_it_ends_a_running_answer_although_no_hint_arrives(site, root, say, monkeypatch):
    async def endless(question, *, engine):
        yield Released("Deux ", origin="generated")
        await asyncio.Event().wait()

    monkeypatch.setattr(tasks, "answer", endless)
    turn = (await sync_to_async(say)()).turn
    job = asyncio.create_task(run(turn))
    while not await Turn.objects.filter(has_words=True).aexists():
        await asyncio.sleep(0)
    await AIStop.objects.acreate(site=site)  # as another process does whose hints are lost
    await asyncio.wait_for(job, 2)
    assert (await Message.objects.aget(author="ai")).is_stopped


async def test_while_it_is_off_a_question_goes_to_people_and_no_model_is_asked(off, say, monkeypatch):
    monkeypatch.setattr(engine, "_engine", Forbidding())
    await sync_to_async(say)("Combien coûte la livraison ?")
    assert not await Turn.objects.aexists()
    assert (await Conversation.objects.aget()).status == "waiting"
    assert (await sync_to_async(lines)()) == [("customer", ""), ("system", "ai_off_offline")]


async def test_a_question_queued_before_is_passed_on_without_a_model(site, root, say, monkeypatch):
    monkeypatch.setattr(engine, "_engine", Forbidding())
    turn = (await sync_to_async(say)()).turn
    await sync_to_async(switch.switch_off)(actor=root)
    await run(turn)
    assert (await Conversation.objects.aget()).status == "waiting"
    assert not await Message.objects.filter(author="ai").aexists()


def _held_by(adviser, site):
    customer = Customer.objects.create(site=site, token_hash="c")
    fields = {"site": site, "customer": customer, "reference": "HELD0001", "language": "fr"}
    return Conversation.objects.create(status="human", adviser=adviser, **fields)


async def test_every_way_to_the_model_is_closed(off, alice, monkeypatch):
    monkeypatch.setattr(engine, "_engine", Forbidding())
    await sync_to_async(publish_draft)(off, Draft("retours", "fr", "Retours", "Trente jours."))
    with pytest.raises(AISwitchedOff):
        async for _item in answer(Question("Combien de jours ?", "fr", off), engine=Forbidding()):
            pass
    held = await sync_to_async(_held_by)(alice, off)
    with pytest.raises(AISwitchedOff):
        await sync_to_async(desk_drafts.question)(held.pk, adviser=alice)
    with pytest.raises(AISwitchedOff):
        await sync_to_async(desk_drafts.store)(held.pk, Answer("x", "answered", "generated", (), "fr", "m"), adviser=alice)
    version = await ArticleVersion.objects.aget()
    await prepare_prefixes(version_id=version.pk)


async def test_the_job_that_finds_it_switched_off_midway_hands_over(site, root, say, monkeypatch):
    async def late(question, *, engine):
        await sync_to_async(switch.switch_off)(actor=root)
        raise AISwitchedOff
        yield

    monkeypatch.setattr(tasks, "answer", late)
    turn = (await sync_to_async(say)()).turn
    await run(turn)
    assert (await Conversation.objects.aget()).status == "waiting"


def test_who_was_talking_is_told_and_told_again_when_it_is_back(site, root, say):
    turn = say().turn
    Turn.objects.filter(pk=turn.pk).update(state="done")
    switch.switch_off(actor=root)
    switch.tell_off(0)
    switch.tell_off(0)
    assert lines()[1:] == [("system", "ai_off")]
    switch.switch_on(actor=root)
    last = Message.objects.latest("seq")
    assert last.event == "assistant_resumed" and "système automatique" in last.text


def test_who_talks_with_a_person_meanwhile_is_not_told_that_the_ai_is_back(site, root, say, monkeypatch):
    turn = say().turn
    Turn.objects.filter(pk=turn.pk).update(state="done")
    switch.switch_off(actor=root)
    switch.tell_off(0)
    stale = list(Conversation.objects.all())
    handover.take_over(stale[0].pk, adviser=root)
    monkeypatch.setattr(switch, "_told_off", lambda _site: stale)
    switch.switch_on(actor=root)
    assert lines()[-1] == ("system", "adviser_joined")


async def test_open_pages_are_told_at_once_and_the_notice_is_given_again(site, root, tab):
    one = tab(site)
    await one.open()
    await sync_to_async(switch.switch_off)(actor=root, site=site)
    assert (await one.until("state"))["ai_off"]
    before = await Disclosure.objects.acount()
    await sync_to_async(switch.switch_on)(actor=root, site=site)
    assert "intelligence artificielle" in (await one.until("disclosure"))["text"]
    assert not (await one.until("state"))["ai_off"]
    assert await Disclosure.objects.acount() == before + 1


def test_nobody_leads_back_to_it_while_it_is_off(off, alice, say):
    conversation = say().conversation
    with pytest.raises(AISwitchedOff):
        services.resume_assistant(site=off, token=TOKEN)
    handover.take_over(conversation.pk, adviser=alice)
    handover.reply(conversation.pk, adviser=alice, text="Bonjour", client_id=uuid4())
    with pytest.raises(Conflict):
        handover.hand_back(conversation.pk, adviser=alice)


def test_with_an_adviser_online_the_customer_is_told_that_they_come(off, alice, say):
    presence.mark_present(alice)
    say()
    assert Message.objects.get(author="system").event == "ai_off"


def test_one_site_can_be_stopped_alone(site, other_site, root, say):
    switch.switch_off(actor=root, site=other_site)
    assert say().turn.is_open


def test_it_takes_the_permission_and_reaches_the_own_sites_only(site, other_site, bob):
    from django.contrib.auth.models import Permission

    from conversations.models import Adviser

    with pytest.raises(Forbidden):
        switch.switch_off(actor=bob)
    bob.user_permissions.add(Permission.objects.get(codename="switch_ai"))
    bob = Adviser.objects.get(pk=bob.pk)
    with pytest.raises(Forbidden):
        switch.switch_off(actor=bob, site=other_site)
    switch.switch_off(actor=bob)
    assert [stop.site for stop in AIStop.objects.all()] == [site]


def test_every_press_is_in_the_audit_log_once(site, root):
    for _ in range(2):
        switch.switch_off(actor=root)
    switch.switch_on(actor=root)
    found = AuditEntry.objects.filter(object_type="ai").order_by("pk").values_list("event", "actor", "object_id")
    assert list(found) == [("ai_switched_off", f"adviser:{root.pk}", "all"), ("ai_switched_on", f"adviser:{root.pk}", "all")]


def test_the_ai_page_and_the_chat_page_say_it(client, off):
    page = client.get(f"/ai/?lang=fr&site={off.public_key}").text
    assert "L’IA est désactivée depuis" in page and "/contact/" in page
    chat = client.get(f"/chat/{off.public_key}/?lang=fr").text
    assert "est désactivé en ce moment" in chat and 'id="ai-off" class="disclosure ai-off" role="note">' in chat
    assert "L’assistant IA est désactivé\u00a0: des personnes vous répondent" in chat


def test_one_press_in_the_admin_stops_it_everywhere_and_one_lets_it_answer_again(client, site, root):
    client.force_login(root, backend="django.contrib.auth.backends.ModelBackend")
    assert "Arrêter l’IA partout" in client.get("/admin/", headers={"accept-language": "fr"}).text
    assert client.post("/admin/sites/aistop/switch/", {"to": "off", "site": ""}).status_code == 302
    page = client.get("/admin/sites/aistop/", headers={"accept-language": "fr"}).text
    assert AIStop.objects.get().site is None and "Désactivée partout depuis" in page
    assert "chaque client qui écrit arrive dans la file" in client.get("/admin/desk/", headers={"accept-language": "fr"}).text
    client.post("/admin/sites/aistop/switch/", {"to": "on", "site": ""})
    assert not AIStop.objects.exists()


@pytest.mark.parametrize(
    "press",
    [
        {},
        {"site": ""},
        {"to": "maybe", "site": ""},
        *({"to": to, "site": name} for to in ("on", "off") for name in ("²", "lune", "0")),
    ],
)
def test_a_press_that_is_not_clear_changes_nothing(client, site, root, press):
    client.force_login(root, backend="django.contrib.auth.backends.ModelBackend")
    switch.switch_off(actor=root)
    before = list(AIStop.objects.values_list("site", flat=True))
    answer = client.post("/admin/sites/aistop/switch/", press, headers={"accept-language": "fr"})
    assert answer.status_code == 400 and "rien n’a été modifié" in answer.text
    assert list(AIStop.objects.values_list("site", flat=True)) == before


def test_a_press_for_one_site_says_that_the_stop_for_all_still_stands(client, site, root):
    client.force_login(root, backend="django.contrib.auth.backends.ModelBackend")
    switch.switch_off(actor=root)
    said = client.post(
        "/admin/sites/aistop/switch/", {"to": "on", "site": site.pk}, headers={"accept-language": "fr"}, follow=True
    )
    assert "reste désactivée pour tous les sites" in said.text and "L’IA est réactivée" not in said.text


def test_the_admin_keeps_it_from_advisers_without_the_permission(client, alice):
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/sites/aistop/").status_code == 403
    assert client.post("/admin/sites/aistop/switch/", {"to": "off"}).status_code == 403
    assert not AIStop.objects.exists()
    assert "aistop" not in client.get("/admin/").text
