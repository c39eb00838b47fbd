"""The AI notice is read before one can write, whatever the browser lacks; and what does not work is said."""

import json
import os

import pytest

from tests.journeys.conftest import QUIET

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect
WIDTHS = [320, 390, 1280]


def is_read_first(page):
    notice, field = page.locator("#disclosure-text"), page.locator("#text")
    expect(notice).to_contain_text("assistant automatique (intelligence artificielle) de Maison Lune")
    expect(notice).to_be_in_viewport(ratio=1)
    above, below = notice.bounding_box(), field.bounding_box()
    assert above["y"] + above["height"] <= below["y"] <= 780 and above["width"] > 200
    tree = page.locator("body").aria_snapshot()
    assert tree.index("intelligence artificielle") < tree.index("textbox")


@pytest.fixture
def without_cookies(browser, tmp_path):
    """A browser whose settings block every cookie."""
    settings = tmp_path / "Default" / "Preferences"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}))
    program = os.environ.get("GUICHET_TEST_BROWSER", "/usr/bin/chromium")
    context = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=program, args=QUIET, viewport={"width": 390, "height": 780}, locale="fr-FR"
    )
    yield context
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_notice_is_read_first_with_and_without_a_socket(chat, width):
    for is_up in (True, False):
        page, _server = chat(width=width, up=is_up)
        expect(page.locator("#text")).to_be_visible()
        is_read_first(page)
        if not is_up:
            with page.expect_response(lambda response: "/frames?" in response.url):
                pass
            is_read_first(page)


def test_without_cookies_the_notice_stands_and_what_fails_is_said(without_cookies, live_server, site):
    page = without_cookies.new_page()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 780})
        page.goto(f"{live_server.url}/chat/{site.public_key}/?lang=fr")
        page.locator("body[data-ready]").wait_for()
        is_read_first(page)
        expect(page.locator("#banner")).to_contain_text("bloque le cookie")
    page.locator("#text").fill("Bonjour")
    page.locator("#text").press("Enter")
    expect(page.locator(".bubble.you .mark")).to_contain_text("bloque le cookie", timeout=10_000)
    expect(page.locator(".bubble.you .body")).to_have_text("Bonjour")
    assert without_cookies.cookies() == []
