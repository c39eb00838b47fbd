"""Long words: in German, Spanish and Italian nothing is cut and nothing scrolls sideways, at any width; axe finds nothing."""

import os
from pathlib import Path

import pytest

from tests.journeys.conftest import violations
from tests.widget.conftest import _beside_playwright, browser, chat, message, state  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["/privacy/", "/ai/", "/ai/verify", "/contact/", "/accessibility/", "/"]
CUT = """() => [...document.querySelectorAll("button, a, h1, h2, p, label, summary, dt")]
  .filter((node) => node.clientWidth > 1 && node.scrollWidth > node.clientWidth + 1)
  .filter((node) => getComputedStyle(node).overflowX !== "visible")
  .map((node) => node.textContent.trim())"""


def fits(page, name):
    if folder := os.environ.get("GUICHET_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("language", ["de", "es", "it"])
def test_the_chat_fits_in_every_state(site, chat, language, width):  # noqa: F811
    site.opening_hours = {str(day): [["09:00", "12:30"], ["14:00", "18:00"]] for day in range(5)}
    site.save()
    page, server = chat(width=width, language=language)
    promise = {"answer_by": "Donnerstag, 26. November 2026", "reference": "KQ4MX2PD", "has_email": False}
    server.send(message(1, "you", language=language), message(2, language=language))
    server.send(state("waiting", queue_position=1, advisers_online=False, later=promise))
    page.locator("#assistant").wait_for()
    fits(page, f"chat-{language}-{width}")
    assert page.locator("#scroller").evaluate("node => node.scrollWidth <= node.clientWidth")
    page.locator(".menu summary").click()
    fits(page, f"menu-{language}-{width}")
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("language", ["de", "es", "it"])
def test_every_page_fits(live_server, site, browser, language, width):  # noqa: F811
    site.contact_email, site.contact_phone, site.contact_address = "bonjour@lune.example", "+33 1 99 00 00 00", "1 rue de la Lune"
    site.save()
    context = browser.new_context(viewport={"width": width, "height": 780})
    page = context.new_page()
    for path in PAGES:
        page.goto(f"{live_server.url}{path}?lang={language}")
        fits(page, f"{path.strip('/').replace('/', '-') or 'home'}-{language}-{width}")
        assert page.locator("html").get_attribute("lang") == language
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize(
    ("language", "label"),
    [("de", "Kundendienst-Chat öffnen"), ("es", "Abrir el chat de ayuda"), ("it", "Apri la chat di assistenza")],
)
def test_the_launcher_and_its_chat_speak_the_language_of_the_page_that_holds_them(live_server, site, browser, language, label):  # noqa: F811
    page = browser.new_context().new_page()
    page.goto(f"{live_server.url}/accessibility/?lang={language}")
    page.evaluate(
        """async (key) => { const script = document.createElement("script"); script.src = "/widget.js";
        script.dataset.site = key; const loaded = new Promise((done) => script.addEventListener("load", done));
        document.body.append(script); await loaded; }""",
        site.public_key,
    )
    page.get_by_role("button", name=label).click()
    assert f"lang={language}" in page.locator("iframe").get_attribute("src")
    page.context.close()
