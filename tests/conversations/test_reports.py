"""Reporting an answer of the AI: two actions, seen at the desk, counted and listed in the admin."""

import re

import pytest

from chatbot.errors import Invalid
from compliance.models import AuditEntry
from conversations import desk_queue, desk_thread, services
from conversations.messages import add_message
from conversations.models import Feedback, Message
from tests.conversations.conftest import TOKEN

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def answer(site, say):
    return add_message(say().conversation, author=Message.Author.AI, text="Trois ans.", origin=Message.Origin.GENERATED)


def report(site, answer, reason="wrong", value=-1):
    return services.leave_feedback(
        site=site, token=TOKEN, message_id=answer.pk, value=value, comment="Faux : deux ans.", reason=reason
    )


def test_advisers_see_it_with_its_reason_and_count(site, answer, alice):
    assert desk_queue.line(alice, answer.conversation_id)["reports"] == 0
    report(site, answer)
    assert desk_queue.line(alice, answer.conversation_id)["reports"] == 1
    (_question, seen) = desk_thread.thread(alice, answer.conversation_id)["messages"]
    assert seen["feedback"] == {"value": -1, "comment": "Faux : deux ans.", "reason": "wrong"}
    assert AuditEntry.objects.get(event="answer_reported").details == {"reason": "wrong"}


@pytest.mark.parametrize(("reason", "value"), [("boring", -1), ("wrong", 1)])
def test_a_reason_must_be_known_and_go_with_a_bad_opinion(site, answer, reason, value):
    with pytest.raises(Invalid):
        report(site, answer, reason, value)
    assert not Feedback.objects.exists()


def test_the_admin_counts_and_lists_them(client, site, answer, alice):
    alice.is_superuser = True
    alice.save()
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    report(site, answer)
    assert "1 réponse de l’IA a été signalée par un client." in client.get("/admin/", headers={"accept-language": "fr"}).text
    page = client.get("/admin/conversations/feedback/", headers={"accept-language": "fr"}).text
    assert answer.conversation.reference in page and "La réponse est fausse" in page and "Faux : deux ans." in page
    detail = client.get(f"/admin/conversations/feedback/{Feedback.objects.get().pk}/change/").text
    assert "Trois ans." in detail


def test_a_plain_opinion_is_no_report(client, site, answer, alice):
    services.leave_feedback(site=site, token=TOKEN, message_id=answer.pk, value=-1, comment="")
    alice.is_superuser = True
    alice.save()
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    assert answer.conversation.reference not in client.get("/admin/conversations/feedback/").text


def test_the_page_without_scripts_reports_in_two_actions(client, site, answer):
    client.cookies["guichet_customer"] = TOKEN
    address = f"/chat/{site.public_key}/?lang=fr"
    client.post(address, {"action": "feedback", "message_id": answer.pk, "value": "-1"})
    assert "Signaler cette réponse" in client.get(address).text
    client.post(address, {"action": "feedback", "message_id": answer.pk, "reason": "harmful"})
    assert Feedback.objects.get().reason == "harmful"


def test_the_portal_shows_what_was_reported(client, site, answer):
    report(site, answer)
    client.cookies["guichet_customer"] = TOKEN
    for page in ("", "download.html"):
        seen = client.get(f"/privacy/{answer.conversation.reference}/{page}?lang=fr").text
        assert "Vous avez signalé\u00a0: La réponse est fausse" in seen


def test_the_page_without_scripts_keeps_the_report_when_a_comment_follows(client, site, answer):
    report(site, answer, "harmful")
    client.cookies["guichet_customer"] = TOKEN
    address = f"/chat/{site.public_key}/?lang=fr"
    form = re.search(r'<form method="post" class="opinion">.*?</form>', client.get(address).text, re.DOTALL)[0]
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
    client.post(address, kept | {"value": "-1", "comment": "Dangereux pour un enfant."})
    found = Feedback.objects.get()
    assert (found.reason, found.comment) == ("harmful", "Dangereux pour un enfant.")
    client.post(address, kept | {"value": "1"})
    assert (Feedback.objects.get().value, Feedback.objects.get().reason) == (1, "")
