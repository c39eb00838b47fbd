"""A page that stays open says again, beside the last words, that an AI answers: seen, announced once, before the next message."""

from datetime import timedelta

import pytest
from django.utils import timezone

from compliance.models import Disclosure
from conversations.models import Message
from tests.widget.conftest import NOTICE, message, state
from tests.widget.test_announcements import COUNT
from tests.widget.test_without_socket import say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect
AGAIN = {"type": "disclosure", "text": NOTICE, "language": "fr", "company": "Maison Lune", "again": True}


@pytest.fixture
def later(monkeypatch):
    """Let so many hours pass for the server."""
    real = timezone.now

    def _later(hours):
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(hours=hours))

    return _later


def is_reminded(page, times=1):
    """The reminder is read where the customer reads, and spoken as often as it was shown."""
    expect(page.locator("#log .reminder")).to_have_count(times)
    expect(page.locator("#log .reminder p").last).to_contain_text(NOTICE)
    expect(page.locator("#log .reminder").last).to_be_in_viewport(ratio=1)
    assert sum(words.startswith(NOTICE) for words in page.evaluate("said")) == times
    assert page.evaluate("document.querySelectorAll('[id=disclosure-text]').length") == 1


def test_the_reminder_stands_after_the_last_words_and_before_the_next_message(chat):
    page, server = chat()
    server.sent("hello")
    server.send(*(message(seq, text="Trente jours. " * 20) for seq in range(1, 9)))
    expect(page.locator("#log .bubble")).to_have_count(8)
    page.evaluate(COUNT)
    server.send(AGAIN)
    is_reminded(page)
    expect(page.locator("#text")).to_be_focused()
    say(page, "Encore une question")
    sent = server.sent("message")[0]
    server.send(message(9, "you", sent["text"], client_id=sent["client_id"]))
    server.send({"type": "pong"}, message(10))
    expect(page.locator("#log .bubble")).to_have_count(10)
    order = page.locator("#log > li").evaluate_all("all => all.map((one) => one.className.split(' ')[0] + (one.id || ''))")
    assert order[7:] == ["bubblem-m8", "reminder", "bubblem-m9", "bubblem-m10"]
    is_reminded(page)
    assert len(server.sent("hello")) == 1, "a reminder is no new greeting"


def test_a_machine_that_slept_is_told_again_when_its_line_comes_back(chat):
    page, server = chat()
    page.clock.install()
    page.reload()
    page.locator("body[data-ready]").wait_for()
    server.sent("hello", 2)
    server.send(message(1))
    page.evaluate(COUNT)
    server.cut()
    page.clock.run_for(5_000)
    server.sent("hello", 3)
    expect(page.locator("#log .reminder")).to_have_count(0)
    page.clock.fast_forward("05:00:00")
    server.cut()
    page.clock.run_for(5_000)
    server.sent("hello", 4)
    is_reminded(page)


def test_while_a_person_answers_nobody_is_told_that_an_ai_does(chat):
    page, server = chat()
    page.clock.install()
    page.reload()
    page.locator("body[data-ready]").wait_for()
    server.sent("hello", 2)
    server.send(message(1, "human"), state("human", adviser="Claire"))
    expect(page.locator("body")).to_have_attribute("data-status", "human")
    page.clock.fast_forward("05:00:00")
    server.cut()
    page.clock.run_for(5_000)
    server.sent("hello", 3)
    expect(page.locator("#log .reminder")).to_have_count(0)


def test_without_a_socket_the_server_reminds_the_open_page_by_itself(chat, later):
    page, _server = chat(up=False)
    say(page, "Combien de jours ?")
    mine = page.locator(".bubble.you")
    expect(mine).not_to_have_attribute("data-state", "sending", timeout=10_000)
    page.evaluate(COUNT)
    later(5)
    expect(page.locator("#log .reminder")).to_have_count(1, timeout=10_000)
    shown = Disclosure.objects.count()
    is_reminded(page)
    say(page, "Et pour un retour ?")
    expect(mine).to_have_count(2)
    expect(mine.last).not_to_have_attribute("data-state", "sending", timeout=10_000)
    expect(mine.last).not_to_have_attribute("data-state", "failed")
    is_reminded(page)
    assert Message.objects.filter(author="customer").count() == 2 and Disclosure.objects.count() == shown
