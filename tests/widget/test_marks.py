"""Who wrote what is in the page for eyes, for screen readers and for programs; that an AI answers is there before all else."""

import re

import pytest

from tests.widget.conftest import message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect


@pytest.fixture
def plain(browser):
    """Open a page in a browser without JavaScript and without cookies."""
    contexts = []

    def open_plain(address, width):
        context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 780}, locale="fr")
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_plain
    for context in contexts:
        context.close()


def test_each_message_says_in_the_page_who_wrote_it_and_how(chat):
    page, server = chat()
    server.send(message(1, "you", "Combien ?", origin=""), message(2, origin="generated"), message(3, "human", origin="human"))
    expect(page.locator("#log .bubble")).to_have_count(3)
    found = page.locator("#log .bubble").evaluate_all(
        "nodes => nodes.map(({dataset}) => [dataset.authorType, dataset.origin, dataset.messageId])"
    )
    assert found == [["you", "", "m1"], ["ai", "generated", "m2"], ["human", "human", "m3"]]


def test_each_message_bears_its_author_and_time_in_words(chat):
    page, server = chat()
    server.send(message(1, "you"), message(2), message(3, "human"))
    expect(page.locator("#log .bubble .who")).to_have_text(["Vous", "Assistant IA", "Claire, conseiller"])
    expect(page.locator("#log .bubble time").first).to_have_text(re.compile(r"\d\d:\d\d$"))


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_notice_is_read_first_without_javascript_or_cookies(plain, live_server, site, width):
    page = plain(f"{live_server.url}/chat/{site.public_key}/?lang=fr", width)
    notice, field = page.locator("#disclosure-text"), page.locator("#text")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("assistant automatique (intelligence artificielle) de Maison Lune")
    above, below = notice.bounding_box(), field.bounding_box()
    assert above["y"] >= 0 and above["y"] + above["height"] <= below["y"] <= 780 and above["width"] > 200
    tree = page.locator("body").aria_snapshot()
    assert tree.index("intelligence artificielle") < tree.index("textbox")
