"""A proxy that lets no socket through: the chat goes on over plain HTTP by itself, and nothing written is lost."""

import pytest

from conversations.models import Conversation, Message, Turn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect


def answer(text, *, author="ai", origin="extractive", sources=()):
    """Store what the job, or an adviser, would: without events, which need a loop of their own."""
    talk = Conversation.objects.get()
    Turn.objects.filter(conversation=talk).update(state="done")
    talk.last_seq += 1
    talk.save(update_fields=["last_seq"])
    said = {"author": author, "text": text, "origin": origin, "sources": list(sources)}
    return Message.objects.create(site=talk.site, conversation=talk, seq=talk.last_seq, **said)


def say(page, text):
    page.locator("#text").fill(text)
    page.locator("#text").press("Enter")


def test_what_is_written_leaves_by_itself_and_the_answer_comes(chat):
    page, server = chat(up=False)
    say(page, "Combien de jours ?")
    mine = page.locator(".bubble.you")
    expect(mine).not_to_have_attribute("data-state", "sending", timeout=10_000)
    expect(mine.locator(".body")).to_have_text("Combien de jours ?")
    expect(page.locator("#writing .phase")).to_contain_text("file")
    expect(page.locator("#banner")).to_be_hidden()
    answer("Trente jours.")
    expect(page.locator("#log .bubble.ai .body")).to_have_text("Trente jours.", timeout=10_000)
    expect(page.locator("#writing")).to_be_hidden()
    assert [one.text for one in Message.objects.filter(author="customer")] == ["Combien de jours ?"]
    assert server.sockets == []


def test_a_draft_survives_and_a_person_can_be_asked_for(chat):
    page, _server = chat(up=False)
    page.locator("#text").fill("Un brouillon")
    with page.expect_response(lambda response: "/frames?" in response.url):
        pass
    expect(page.locator("#text")).to_have_value("Un brouillon")
    say(page, "Bonjour")
    expect(page.locator(".bubble.you")).not_to_have_attribute("data-state", "sending", timeout=10_000)
    page.locator("#human").click()
    expect(page.locator("#assistant")).to_be_visible()
    assert Conversation.objects.get().status == "waiting"


def test_the_socket_takes_over_again_when_it_comes_back(chat):
    page, server = chat(up=False)
    with page.expect_response(lambda response: "/frames?" in response.url):
        pass
    server.is_up = True
    page.evaluate("dispatchEvent(new Event('online'))")
    server.sent("hello")
    say(page, "Bonjour")
    assert server.sent("message")[0]["text"] == "Bonjour"
    assert not Message.objects.exists()


def test_what_was_sent_with_enter_before_the_scripts_came_is_sent_when_they_are_there(browser, live_server, site):
    context = browser.new_context(locale="fr-FR")
    page, held = context.new_page(), []
    page.route("**/chat/chat.js", lambda route: held.append(route))
    page.route_web_socket("**/ws/chat/**", lambda socket: socket.close())
    page.goto(f"{live_server.url}/chat/{site.public_key}/?lang=fr", wait_until="commit")
    page.locator("#text").press_sequentially("Combien de jours ?")
    page.locator("#text").press("Enter")
    assert not Message.objects.exists() and len(held) == 1
    held[0].continue_()
    expect(page.locator("#log .bubble.you .body")).to_have_text("Combien de jours ?")
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator(".bubble.you")).not_to_have_attribute("data-state", "sending", timeout=10_000)
    assert Message.objects.get(author="customer").text == "Combien de jours ?"
    context.close()
