"""A customer's whole way with the keyboard alone: every stop is reached with Tab and seen to have the focus."""

import re

import pytest

from conversations.models import Conversation
from tests.widget.test_launcher import OPEN, company_page  # noqa: F401
from tests.widget.test_without_socket import answer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect
HAS_FOCUS = "node => node.getRootNode().activeElement === node"
IS_SEEN = """node => { const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(node);
  return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none" }"""
SOURCE = {"id": "a", "title": "Retours", "url": "https://lune.example/retours"}


def go_to(page, target, key="Tab"):
    """Press the key until the target has the focus, and see that it shows it."""
    for _press in range(60):
        if target.evaluate(HAS_FOCUS):
            assert target.evaluate(IS_SEEN), target
            return
        page.keyboard.press(key)
    raise AssertionError(f"{target} is not reached with {key}")


def test_the_customers_whole_way(company_page):  # noqa: F811
    page, keys = company_page, company_page.keyboard
    page.context.route("https://lune.example/**", lambda route: route.fulfill(body="<title>Retours</title>"))
    go_to(page, page.get_by_role("button", name=OPEN))
    keys.press("Enter")
    chat = page.frame_locator("guichet-widget iframe")
    expect(chat.locator("#disclosure-text")).to_be_in_viewport(ratio=1)
    expect(chat.locator("#text")).to_be_focused()
    keys.type("Combien de jours ?")
    keys.press("Enter")
    expect(chat.locator(".bubble.you")).not_to_have_attribute("data-state", "sending", timeout=10_000)
    answer("Trente jours.", sources=[SOURCE])
    expect(chat.locator("#log .bubble.ai .body")).to_have_text("Trente jours.", timeout=10_000)
    go_to(page, chat.locator(".sources a"), "Shift+Tab")
    with page.expect_popup() as opened:
        keys.press("Enter")
    expect(opened.value).to_have_title("Retours")
    page.bring_to_front()
    go_to(page, chat.locator("#human"))
    keys.press("Enter")
    expect(chat.locator("#assistant")).to_be_visible()
    assert Conversation.objects.get().status == "waiting"
    go_to(page, chat.locator(".menu summary"), "Shift+Tab")
    keys.press("Enter")
    go_to(page, chat.get_by_role("link", name="Consulter, télécharger ou effacer mes données"))
    with page.expect_popup() as opened:
        keys.press("Enter")
    in_the_portal(opened.value)
    assert not Conversation.objects.exists()


def in_the_portal(page):
    go_to(page, page.get_by_role("link", name=re.compile("^Conversation ")))
    page.keyboard.press("Enter")
    expect(page.locator(".transcript")).to_contain_text("Combien de jours ?")
    go_to(page, page.get_by_role("link", name="Télécharger (page à lire)"))
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    assert "Trente jours." in coming.value.path().read_text()
    go_to(page, page.get_by_role("link", name="Effacer la conversation"))
    page.keyboard.press("Enter")
    go_to(page, page.get_by_role("button", name="Effacer définitivement"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="La conversation est effacée")).to_be_visible()
