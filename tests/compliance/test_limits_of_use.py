"""The AI decides nothing about people: not about customers, and not about the advisers who work with it."""

import inspect
import re

import pytest
from django.apps import apps

from chatbot.inference import messages
from conversations import desk_queue, handover
from conversations.models import Adviser, Turn

JUDGING = re.compile(r"score|rating|rank|perform|productiv|sentiment|emotion|personalit|mood|profil", re.IGNORECASE)


def fields_about(model):
    """Names of the model's own columns and of those of every table that points to it."""
    own = [field.name for field in model._meta.get_fields() if not field.auto_created or field.concrete]
    pointing = [relation.related_model for relation in model._meta.related_objects]
    return own + [field.name for one in pointing for field in one._meta.get_fields()]


def test_no_table_holds_a_judgement_of_an_adviser():
    assert [name for name in fields_about(Adviser) if JUDGING.search(name)] == []


def test_no_table_of_ours_holds_a_judgement_of_a_person():
    ours = [model for label in ("conversations", "compliance") for model in apps.get_app_config(label).get_models()]
    found = [(model.__name__, field.name) for model in ours for field in model._meta.get_fields() if JUDGING.search(field.name)]
    assert Turn in ours and found == []


@pytest.mark.parametrize("deed", [handover.take_over, handover.hand_back, handover.close])
def test_who_gets_a_conversation_is_an_advisers_own_choice(deed):
    assert list(inspect.signature(deed).parameters) == ["conversation_id", "adviser"]


def test_the_queue_is_ordered_without_a_figure_about_people():
    assert not JUDGING.search(inspect.getsource(desk_queue))


def test_the_model_can_only_write_text():
    """What comes from the engine has no form for a call, a tool or a decision."""
    coming = {"Queued", "Piece", "Done", "Scored", "Counted", "Failed", "Ready"}
    allowed = {"id", "text", "position", "reason", "prompt_tokens", "tokens", "cached_tokens", "timings_ms", "shared_tokens"}
    allowed |= {"values", "code", "detail", "context_tokens", "load_ms"}
    assert coming <= messages.KINDS.keys()
    assert {name for kind in coming for name in messages.KINDS[kind].__dataclass_fields__} <= allowed
