"""After a start with another model or prompt, or without what was computed, the model reads all that is published by itself."""

import asyncio

import pytest
from asgiref.sync import sync_to_async

from chatbot import engine
from chatbot.answering.compose import label
from chatbot.answering.reading_ahead import ReadingAhead
from chatbot.inference.errors import EngineFailed, EngineLost
from chatbot.inference.messages import Done
from chatbot.inference.numbers import Numbers
from chatbot.inference.register import QWEN, SMOLLM2
from chatbot.knowledge.articles import Draft, publish, save_draft, withdraw
from chatbot.knowledge.models import ArticleVersion
from chatbot.serving import worker
from chatbot.sites.models import AIStop

pytestmark = pytest.mark.django_db(transaction=True)


class Reader:
    """Stands in for the engine: notes what it reads, and ends it as it is told to."""

    keeps_prefixes = True

    def __init__(self, card=QWEN, *, room=99, on_prepare=None):
        self.card, self.room, self.on_prepare = card, room, on_prepare
        self.numbers, self.read, self.forgotten, self.has_read = Numbers(), [], [], asyncio.Event()

    async def wait_ready(self, timeout):
        return True

    async def prepare(self, prompt, *, if_room=False):
        if if_room and len(self.read) >= self.room:
            return Done("1", "no_room", "", 9, 0, 0)
        if self.on_prepare:
            await self.on_prepare(prompt)
        self.read.append(prompt.label)
        self.has_read.set()
        return Done("1", "prepared", "", 9, 0, 0)

    async def forget(self, label):
        self.forgotten.append(label)


@pytest.fixture
def versions(site):
    """Three published versions, the newest first."""
    drafts = [Draft(f"a{number}", "fr", f"Titre {number}", f"Le texte numéro {number}.") for number in range(3)]
    for draft in drafts:
        publish(save_draft(site, draft))
    return list(ArticleVersion.objects.order_by("-published_at"))


def withdraw_version(version):
    withdraw(ArticleVersion.objects.get(pk=version.pk).article)


def labels(versions):
    return [label(version.pk) for version in versions]


async def test_it_reads_all_that_is_published_once_the_newest_first(versions):
    reader, ahead = Reader(), ReadingAhead()
    await ahead.catch_up(reader)
    await ahead.catch_up(reader)
    assert reader.read == labels(versions)
    assert (ahead.read, ahead.published) == (3, 3)


async def test_what_is_published_later_is_read_too_and_what_is_withdrawn_no_longer_counts(site, versions):
    reader, ahead = Reader(), ReadingAhead()
    await ahead.catch_up(reader)
    new = await sync_to_async(save_draft)(site, Draft("b", "en", "New", "A new text."))
    await sync_to_async(publish)(new)
    await sync_to_async(withdraw_version)(versions[0])
    await ahead.catch_up(reader)
    assert reader.read[3:] == [label(new.pk)]
    assert (ahead.read, ahead.published) == (3, 3)


async def test_another_name_of_the_company_has_all_read_again(site, versions):
    reader, ahead = Reader(), ReadingAhead()
    await ahead.catch_up(reader)
    site.company = "Maison Soleil"
    await site.asave(update_fields=["company"])
    await ahead.catch_up(reader)
    assert reader.read == labels(versions) * 2


async def test_a_restarted_engine_is_asked_again(versions):
    reader, ahead = Reader(), ReadingAhead()
    await ahead.catch_up(reader)
    reader.numbers.restarts += 1
    await ahead.catch_up(reader)
    assert reader.read == labels(versions) * 2


async def test_it_stops_when_there_is_no_room_and_goes_on_when_there_is(versions):
    reader, ahead = Reader(room=1), ReadingAhead()
    await ahead.catch_up(reader)
    assert (ahead.read, ahead.published) == (1, 3)
    reader.room = 99
    await ahead.catch_up(reader)
    assert reader.read == labels(versions)


async def test_an_engine_that_is_lost_is_caught_up_with_later(versions):
    async def lose(prompt):
        if prompt.label == label(versions[1].pk):
            raise EngineLost("gone")

    reader, ahead = Reader(on_prepare=lose), ReadingAhead()
    with pytest.raises(EngineLost):
        await ahead.catch_up(reader)
    reader.on_prepare = None
    await ahead.catch_up(reader)
    assert reader.read == labels(versions)


async def test_one_article_that_cannot_be_read_keeps_no_other_waiting(versions):
    async def refuse(prompt):
        if prompt.label == label(versions[0].pk):
            raise EngineFailed("too_long", "It does not fit.")

    reader, ahead = Reader(on_prepare=refuse), ReadingAhead()
    await ahead.catch_up(reader)
    assert reader.read == labels(versions[1:])
    assert (ahead.read, ahead.published) == (2, 3)


async def test_what_is_withdrawn_while_it_is_read_is_dropped_again(versions):
    async def withdraw_it(prompt):
        if prompt.label == label(versions[0].pk):
            await sync_to_async(withdraw_version)(versions[0])

    reader, ahead = Reader(on_prepare=withdraw_it), ReadingAhead()
    await ahead.catch_up(reader)
    assert reader.forgotten == labels(versions[:1])
    assert ahead.read == 2


async def test_nothing_is_read_while_the_ai_is_off(versions):
    reader, ahead = Reader(), ReadingAhead()
    stop = await AIStop.objects.acreate(site=None)
    await ahead.catch_up(reader)
    assert reader.read == []
    await stop.adelete()
    await ahead.catch_up(reader)
    assert reader.read == labels(versions)


async def test_a_model_that_only_quotes_and_a_server_elsewhere_read_nothing(versions):
    elsewhere = Reader()
    elsewhere.keeps_prefixes = False
    for reader in (Reader(SMOLLM2), elsewhere):
        await ReadingAhead().catch_up(reader)
        assert reader.read == []
    await ReadingAhead().catch_up(None)


async def test_the_worker_begins_with_it(versions, monkeypatch):
    reader = Reader()
    monkeypatch.setattr(engine, "_engine", reader)
    monkeypatch.setattr(worker, "AHEAD", ReadingAhead())
    working = asyncio.create_task(worker.work())
    await asyncio.wait_for(reader.has_read.wait(), 20)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    assert reader.read[0] == label(versions[0].pk)
