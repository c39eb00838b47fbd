"""An adviser's whole takeover with Tab and Enter alone, single keys switched off or not: each stop shows the focus."""

import pytest

from tests.desk.test_desk_page import desk, line, message  # noqa: F401
from tests.widget.test_keyboard_journey import go_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect


def press(page, name):
    go_to(page, page.get_by_role("button", name=name, exact=True))
    page.keyboard.press("Enter")


def test_open_take_reply_hand_back_close(desk):  # noqa: F811
    page, server = desk(line(9, "waiting"))
    go_to(page, page.locator(".line"))
    page.keyboard.press("Enter")
    expect(page.locator("#messages .text")).to_have_text("Bonjour")
    press(page, "Prendre la conversation")
    [taken] = server.frames("take_over")
    mine = line(9, "human", mine=True, adviser="Alice")
    server.change(mine)
    expect(page.locator("#reply")).to_be_visible()
    go_to(page, page.locator("#reply"))
    page.keyboard.type("Je regarde.")
    press(page, "Envoyer")
    [reply] = server.frames("reply")
    assert reply["text"] == "Je regarde."
    server.thread(mine["id"], message(2, "human", reply["text"], client_id=reply["client_id"], adviser="Alice"))
    press(page, "Rendre à l’IA")
    server.frames("hand_back")
    server.change(line(9, "ai"))
    expect(page.get_by_role("button", name="Prendre la conversation")).to_be_visible()
    press(page, "Prendre la conversation")
    server.frames("take_over", 2)
    server.change(mine)
    press(page, "Clore")
    press(page, "Clore la conversation")
    server.frames("close")
    deeds = [frame["type"] for frame in server.received if frame["type"] != "typing"]
    assert deeds == ["open", "take_over", "reply", "hand_back", "take_over", "close"] and taken["conversation"] == mine["id"]
