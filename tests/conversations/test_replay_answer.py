"""manage.py replay_answer: an answer that a customer got, given again from its turn or from its trace in a file."""

import json
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.core.management import CommandError, call_command

from chatbot.knowledge.articles import Draft, publish_draft
from conversations import tasks
from conversations.models import Message

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = "Combien de jours pour retourner un article ?"
BODY = "Vous pouvez retourner un article pendant 30 jours. Les frais de retour sont de 4,90 €."


@pytest.fixture
async def turn(site, say):
    await sync_to_async(publish_draft)(site, Draft("retours", "fr", "Retourner un article", BODY))
    turn = (await sync_to_async(say)(ASKED)).turn
    await tasks.answer_turn(turn_id=str(turn.pk))
    await turn.arefresh_from_db()
    return turn


replay = sync_to_async(lambda *arguments, **options: call_command("replay_answer", *arguments, **options))


async def test_it_says_that_the_answer_is_the_same_after_the_article_has_changed(site, turn, capsys):
    await sync_to_async(publish_draft)(site, Draft("retours", "fr", "Retourner un article", "Pendant 60 jours."))
    await replay(str(turn.pk))
    assert capsys.readouterr().out == "same\n"


async def test_it_shows_what_differs_and_fails(turn, capsys):
    turn.trace["answer"]["digest"] = "0" * 16
    await turn.asave()
    stored = await Message.objects.aget(author="ai")
    stored.text = "Vous avez 90 jours."
    await stored.asave()
    with pytest.raises(CommandError, match="not the same"):
        await replay(str(turn.pk))
    shown = capsys.readouterr().out
    assert "text:" in shown and "- Vous avez 90 jours." in shown and "+ Vous pouvez retourner" in shown


async def test_it_replays_a_trace_from_a_file_given_the_question(turn, tmp_path, capsys):
    (tmp_path / "trace.json").write_text(json.dumps(turn.trace))
    await replay(trace=tmp_path / "trace.json", question=ASKED)
    assert capsys.readouterr().out == "same\n"


@pytest.mark.parametrize(
    ("content", "question", "word"),
    [
        ("not json", "x", "cannot be read"),
        ("[]", "x", "names no site"),
        ('{"site": "absent"}', "x", "absent"),
        ('{"site": "lune"}', "", "--question"),
        ('{"site": "lune"}', "x", "does not hold"),
    ],
)
def test_a_file_that_is_no_trace_is_named(site, tmp_path, content, question, word):
    (tmp_path / "trace.json").write_text(content)
    with pytest.raises(CommandError, match=word):
        call_command("replay_answer", trace=tmp_path / "trace.json", question=question)


def test_a_turn_that_is_not_there_or_has_no_answer_is_told(site, say):
    with pytest.raises(CommandError, match="erased"):
        call_command("replay_answer", str(uuid4()))
    with pytest.raises(CommandError, match="no answer yet"):
        call_command("replay_answer", str(say().turn.pk))
    with pytest.raises(CommandError, match="id of a turn"):
        call_command("replay_answer")
