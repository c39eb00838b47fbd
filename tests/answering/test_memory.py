"""Dialogues over the demo's articles, with the real embedder: what a follow-up finds, and that nothing spills over."""

import json
from pathlib import Path

import pytest
from django.db import connection

from chatbot.answering.contract import Earlier
from chatbot.answering.lookup import look_up
from chatbot.demo.content import install

DIALOGUES = [json.loads(line) for line in (Path(__file__).parent / "dialogues.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        site = install([])
        yield site
        site.delete()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")  # of the publications: other tests count theirs


@pytest.fixture
def found(demo, db):
    """Return the article that a question finds first after these ones."""

    def _found(question, dialogue, before=()):
        earlier = tuple(Earlier(text, "answered") for text in before)
        hits = look_up(question, earlier, demo, dialogue["language"]).hits
        return hits[0].external_id.removesuffix("-fr") if hits else ""

    return _found


def right(found, dialogues, key, with_memory):
    return [found(one[key], one, one["before"] if with_memory else ()) in one["expected"] for one in dialogues]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_follow_up_finds_what_its_whole_question_would(found, language):
    dialogues = [one for one in DIALOGUES if one["language"] == language and "standalone" in one]
    whole, follow = right(found, dialogues, "standalone", False), right(found, dialogues, "question", True)
    alone = right(found, dialogues, "question", False)
    print(f"{language}: {len(dialogues)} follow-ups: right whole {sum(whole)}, with memory {sum(follow)}, without {sum(alone)}")
    assert sum(follow) >= sum(whole) - 2 and sum(follow) > sum(alone)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_another_topic_is_not_blurred_by_the_one_before(found, language):
    dialogues = [one for one in DIALOGUES if one["language"] == language and "standalone" not in one]
    alone, after = right(found, dialogues, "question", False), right(found, dialogues, "question", True)
    print(f"{language}: {len(dialogues)} new topics: right alone {sum(alone)}, after another topic {sum(after)}")
    assert [one for one, other in zip(alone, after, strict=True) if one and not other] == []
