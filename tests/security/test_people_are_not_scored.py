"""No score of a person: what routes a customer, and what is stored of an adviser, hold presence and load at most."""

import inspect
import re
from pathlib import Path

from conversations import desk_queue, handover, presence, waiting
from conversations.models import Adviser, Conversation, Customer

ROOT = Path(__file__).resolve().parents[2]
SCORE = re.compile(
    r"score|rating|rank|grade|performance|productivity|sentiment|emotion|personality|mood|behaviou?r|satisfaction", re.I
)
PLAIN = {
    "id", "password", "last_login", "is_superuser", "username", "first_name", "last_name", "email", "is_staff", "is_active",
    "date_joined", "last_seen_at", "languages", "groups", "user_permissions", "sites",
}  # fmt: skip


def test_nothing_is_kept_of_an_adviser_but_account_sites_and_presence():
    own = {field.name for field in (*Adviser._meta.fields, *Adviser._meta.many_to_many)}
    assert own == PLAIN


def test_no_field_of_a_person_is_a_score():
    for model in (Adviser, Customer, Conversation):
        assert [field.name for field in model._meta.get_fields() if SCORE.search(field.name)] == []


def test_what_puts_a_conversation_before_an_adviser_takes_no_judgement_of_anybody():
    inputs = {
        waiting.enter_queue: {"conversation", "reason"},
        desk_queue.queue: {"adviser"},
        handover.take_over: {"conversation_id", "adviser"},
        presence.advisers_online: {"site"},
    }
    assert {function: set(inspect.signature(function).parameters) for function in inputs} == inputs
    for module in (waiting, desk_queue, handover, presence):
        assert not SCORE.search(inspect.getsource(module)), module.__name__


def test_the_queue_is_in_the_order_of_waiting():
    assert 'order_by("waiting_since")' in inspect.getsource(desk_queue.queue)


def test_no_page_ranks_advisers():
    pages = [*(ROOT / "templates/admin").rglob("*.html"), *(ROOT / "conversations").glob("*pages*.py")]
    assert [page.name for page in pages if re.search(r"ranking|leaderboard|classement", page.read_text(), re.I)] == []


def test_only_an_advisers_own_act_stores_their_reply():
    """Whatever is stored as a person's words comes from the one service that takes the adviser who wrote it."""
    makers = [
        path.name
        for path in (ROOT / "conversations").glob("*.py")
        if re.search(r"author=Message\.Author\.HUMAN\b", path.read_text()) and "add_message(" in path.read_text()
    ]
    assert makers == ["handover.py"]
    assert "adviser" in inspect.signature(handover.reply).parameters
