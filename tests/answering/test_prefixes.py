"""The model reads what is published before anybody asks, and forgets what is withdrawn."""

import pytest
from asgiref.sync import sync_to_async
from procrastinate.contrib.django.models import ProcrastinateJob

from chatbot import engine
from chatbot.answering.answer import answer
from chatbot.answering.compose import label
from chatbot.answering.contract import Question
from chatbot.answering.tasks import forget_prefixes, prepare_prefixes
from chatbot.inference.messages import Done
from chatbot.inference.register import QWEN, SMOLLM2
from chatbot.knowledge.articles import Draft, publish, save_draft, withdraw

pytestmark = pytest.mark.django_db(transaction=True)
RETURNS = Draft("retours", "fr", "Retours", "Vous avez trente jours pour retourner un article.")


class Recorder:
    """Stands in for the engine: notes what it is asked."""

    def __init__(self, card=QWEN):
        self.card, self.prepared, self.asked, self.forgotten = card, [], [], []

    async def prepare(self, prompt, *, if_room=False):
        self.prepared.append(prompt)

    async def forget(self, label):
        self.forgotten.append(label)

    async def generate(self, prompt, **options):
        self.asked.append(prompt)
        yield Done("1", "stop", "", 1, 0, 0)


@pytest.fixture
def recorder(monkeypatch):
    running = Recorder()
    monkeypatch.setattr(engine, "_engine", running)
    return running


@sync_to_async
def published(site, draft=RETURNS):
    version = save_draft(site, draft)
    publish(version)
    return version


@sync_to_async
def jobs(name):
    return [job.args["version_id"] for job in ProcrastinateJob.objects.filter(task_name=name).order_by("pk")]


async def test_what_is_prepared_is_what_a_question_begins_with(site, recorder):
    version = await published(site)
    assert (await jobs("prepare_prefixes"))[-1:] == [version.pk]
    await prepare_prefixes(version_id=version.pk)
    async for _item in answer(Question("Combien de jours pour retourner un article ?", "fr", site), engine=recorder):
        pass
    (prepared,), (asked,) = recorder.prepared, recorder.asked
    assert (prepared.system, prepared.public, prepared.label) == (asked.system, asked.public, asked.label)
    assert prepared.private == "" != asked.private


async def test_a_new_version_and_a_withdrawal_drop_what_was_computed(site, recorder):
    first = await published(site)
    second = await published(site, Draft("retours", "fr", "Retours", "Vous avez soixante jours."))
    await sync_to_async(withdraw)(second.article)
    assert (await jobs("forget_prefixes"))[-2:] == [first.pk, second.pk]
    await forget_prefixes(version_id=first.pk)
    assert recorder.forgotten == [label(first.pk)]


async def test_what_was_withdrawn_meanwhile_is_not_prepared(site, recorder):
    version = await published(site)
    await sync_to_async(withdraw)(version.article)
    await prepare_prefixes(version_id=version.pk)
    assert recorder.prepared == []


async def test_a_model_that_only_quotes_prepares_nothing(site, monkeypatch):
    running = Recorder(SMOLLM2)
    monkeypatch.setattr(engine, "_engine", running)
    await prepare_prefixes(version_id=(await published(site)).pk)
    assert running.prepared == []


async def test_deleting_an_article_drops_it_too(site, recorder):
    version = await published(site)
    pk = version.pk
    await sync_to_async(version.article.delete)()
    assert (await jobs("forget_prefixes"))[-1:] == [pk]
