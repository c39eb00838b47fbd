"""What a screen reader is told, counted: each change once, in words; and the focus stays where the customer put it."""

import pytest

from tests.widget.conftest import message, state
from tests.widget.test_without_socket import answer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect
COUNT = """() => {
  window.said = [];
  for (const region of document.querySelectorAll("[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]"))
    new MutationObserver(() => region.textContent && said.push(region.textContent))
      .observe(region, {childList: true, subtree: true});
}"""


@pytest.fixture
def heard(chat):
    page, server = chat()
    server.sent("hello")
    expect(page.locator("body")).to_have_attribute("data-status", "ai")
    page.evaluate(COUNT)
    return page, server, lambda: page.evaluate("said")


def working(phase, message_id="m2"):
    return {"type": "working", "message_id": message_id, "phase": phase, "position": 0}


def test_the_work_of_an_answer_is_announced_once_and_then_the_answer(heard):
    page, server, said = heard
    server.send(working("queued"), working("searching"), working("writing"), working("restarting"))
    server.send(*({"type": "piece", "message_id": "m2", "index": at, "text": f"mot {at} "} for at in range(40)))
    expect(page.locator("#writing .body")).to_contain_text("mot 39")
    assert said() == ["L’assistant prépare sa réponse."]
    server.send(message(2))
    expect(page.locator("#log .bubble.ai")).to_have_count(1)
    assert said() == ["L’assistant prépare sa réponse.", "Assistant IA\u00a0: Trente jours."]
    server.send(working("queued", "m4"))
    expect(page.locator("#writing")).to_be_visible()
    assert len(said()) == 3


def test_that_the_adviser_writes_is_announced_once_for_each_reply(heard):
    page, server, said = heard
    server.send(state("human", adviser="Claire"), *[{"type": "typing", "author_type": "human"}] * 5)
    expect(page.locator("#typing")).to_be_visible()
    assert said() == ["Le conseiller écrit…"]
    server.send(message(3, "human", "Bonjour."), {"type": "typing", "author_type": "human"})
    expect(page.locator("#typing")).to_be_visible()
    assert said() == ["Le conseiller écrit…", "Claire, conseiller\u00a0: Bonjour.", "Le conseiller écrit…"]


def test_the_loss_of_the_line_and_its_return_are_announced_once(heard):
    page, server, said = heard
    page.route("**/frames?*", lambda route: route.abort())  # the whole network is away
    tries = []
    page.route_web_socket("**/ws/chat/**", lambda socket: (tries.append(socket), server._open(socket)))
    server.is_up = False
    server.cut()
    expect(page.locator("#banner")).to_contain_text("Connexion perdue")
    for _round in range(400):
        if len(tries) > 4:
            break
        page.wait_for_timeout(20)
    assert len(tries) > 4
    assert [one for one in said() if "perdue" in one] == said() and len(said()) == 1
    server.is_up = True
    page.evaluate("dispatchEvent(new Event('online'))")
    server.sent("hello", 2)
    expect(page.locator("#banner")).to_be_hidden()
    assert said()[1:] == ["La connexion est rétablie."]


def test_what_was_said_before_the_page_opened_is_not_read_out(chat):
    page, _server = chat(up=False)
    page.locator("#text").fill("Bonjour")
    page.locator("#text").press("Enter")
    expect(page.locator(".bubble.you")).not_to_have_attribute("data-state", "sending", timeout=10_000)
    answer("Trente jours.")
    page.reload()
    page.locator("body[data-ready]").wait_for()
    page.evaluate(COUNT)
    expect(page.locator("#log .bubble.ai")).to_have_count(1, timeout=10_000)
    said = page.evaluate("said")
    assert [one for one in said if "jours" in one] == []
    answer("Et deux semaines.")
    expect(page.locator("#log .bubble.ai")).to_have_count(2, timeout=10_000)
    assert [one for one in page.evaluate("said") if one not in said] == ["Assistant IA\u00a0: Et deux semaines."]


@pytest.mark.parametrize("place", ["#text", "#scroller", "#human", ".menu summary"])
def test_no_message_takes_the_focus(heard, place):
    page, server, _said = heard
    page.locator(place).focus()
    server.send(
        working("writing"),
        {"type": "piece", "message_id": "m2", "index": 0, "text": "Trente"},
        message(2, choices=["Retours", "Garantie"], offer_person=True),
        message(3, "system", "Un conseiller est prévenu."),
        state("waiting", queue_position=1),
        {"type": "error", "code": "too_fast", "detail": "Patientez.", "client_id": None},
        message(4, "human", "Bonjour."),
        {"type": "typing", "author_type": "human"},
    )
    expect(page.locator("#typing")).to_be_visible()
    expect(page.locator(place)).to_be_focused()


def test_new_messages_wait_behind_a_button_that_the_keyboard_reaches(heard):
    page, server, _said = heard
    server.send(*(message(seq, text="Une réponse assez longue. " * 12) for seq in range(1, 12)))
    expect(page.locator("#log .bubble")).to_have_count(11)
    page.locator("#scroller").focus()
    page.locator("#scroller").evaluate("node => { node.scrollTop = 0 }")
    page.wait_for_function("document.getElementById('scroller').scrollTop === 0")
    server.send(message(12, text="La dernière"))
    newer = page.get_by_role("button", name="Nouveaux messages")
    expect(newer).to_be_visible()
    newer.focus()
    page.keyboard.press("Enter")
    expect(newer).to_be_hidden()
    expect(page.locator("#log .bubble").last).to_be_in_viewport()
    expect(page.locator("#scroller")).to_be_focused()
