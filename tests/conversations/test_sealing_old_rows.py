"""Rows that were stored before columns were sealed are sealed at the update, however often it is interrupted."""

from importlib import import_module
from uuid import uuid4

import pytest
from django.db import connection

from chatbot.inference.embeddings import DIMENSIONS
from compliance.models import SubjectKey
from compliance.vault import keys
from conversations.models import ContentNotice, Conversation, Feedback, LaterReply, Message, OpenQuestion, Turn

MIGRATION = import_module("conversations.migrations.0011_seal_rows")


@pytest.fixture
def old(site, say):
    """Return a message, as the update finds it: in clear, and nobody has a key."""
    message = say()
    Feedback.objects.create(message=message, site=site, value=1)
    LaterReply.objects.create(conversation=message.conversation, site=site, answer_by="2026-12-01")
    OpenQuestion.objects.create(turn=message.turn, site=site, embedding=[0.0] * DIMENSIONS)
    in_clear = {
        "message": [("text", "Où est ma lampe ?"), ("choices", '["Une lampe"]')],
        "turn": [("trace", '{"query": "lampe"}')],
        "feedback": [("comment", "Merci")],
        "laterreply": [("email", "camille@client.example")],
        "openquestion": [("embedding", str([0.5] * DIMENSIONS))],
    }
    with connection.cursor() as cursor:
        for table, columns in in_clear.items():
            for column, words in columns:
                cursor.execute(f"UPDATE conversations_{table} SET {column} = %s", [words.encode()])  # noqa: S608
    SubjectKey.objects.all().delete()
    keys.forget()
    return message


def seal_all():
    MIGRATION.give_keys(Conversation, SubjectKey)
    MIGRATION.give_keys(ContentNotice, SubjectKey)
    models = {model.__name__: model for model in (ContentNotice, Feedback, LaterReply, Message, OpenQuestion, Turn)}
    return sum(MIGRATION.seal_table(model, MIGRATION.TABLES[name]) for name, model in models.items())


def test_it_seals_them_all_and_they_read_as_before(old):
    assert seal_all() == 5
    message = Message.objects.get(pk=old.pk)
    assert (message.text, message.choices) == ("Où est ma lampe ?", ["Une lampe"])
    assert message.turn.trace == {"query": "lampe"} and message.feedback.comment == "Merci"
    assert LaterReply.objects.get().email == "camille@client.example" and LaterReply.objects.get().email_index
    assert list(OpenQuestion.objects.get().embedding) == [0.5] * DIMENSIONS


def test_it_goes_on_where_it_was_interrupted_and_does_nothing_twice(old, say, monkeypatch):
    say("Une autre", token=uuid4().hex)
    monkeypatch.setattr(MIGRATION, "AT_ONCE", 1)
    assert seal_all() == 5
    assert seal_all() == 0
