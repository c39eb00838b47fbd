"""The button that opens the chat on a company's page."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect
OPEN, CLOSE = "Ouvrir le chat d’assistance", "Fermer le chat"


@pytest.fixture
def company_page(live_server, site, browser):
    """A page of the company's with the widget on it."""
    context = browser.new_context(viewport={"width": 1280, "height": 780}, locale="fr-FR")
    page = context.new_page()
    page.goto(f"{live_server.url}/accessibility/?lang=fr")
    page.evaluate(
        "([source, key]) => { const script = document.createElement('script'); script.src = source; script.dataset.site = key;"
        " document.body.append(script) }",
        [f"{live_server.url}/widget.js", site.public_key],
    )
    yield page
    context.close()


def test_the_launcher_is_a_button_that_says_whether_the_chat_is_open(company_page):
    launcher = company_page.get_by_role("button", name=OPEN)
    expect(launcher).to_have_attribute("aria-expanded", "false")
    box = launcher.bounding_box()
    assert box["width"] >= 44 and box["height"] >= 44
    launcher.click()
    expect(company_page.locator("guichet-widget button[aria-controls]")).to_have_attribute("aria-expanded", "true")


def test_the_focus_goes_in_and_comes_back(company_page):
    launcher = company_page.get_by_role("button", name=OPEN)
    launcher.focus()
    company_page.keyboard.press("Enter")
    frame = company_page.frame_locator("guichet-widget iframe")
    expect(frame.locator("#text")).to_be_focused()
    company_page.keyboard.press("Escape")
    expect(launcher).to_have_attribute("aria-expanded", "false")
    expect(launcher).to_be_focused()
