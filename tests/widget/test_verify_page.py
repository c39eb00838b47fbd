"""The public verifier in a browser: usable with the keyboard, readable by a screen reader, in a single column on a telephone."""

import pytest

from compliance.marking import Maker
from conversations.marks import mark
from conversations.models import Conversation, Customer, Message
from tests.journeys.conftest import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect
TEXT = "Les retours sont possibles pendant **30 jours**."


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_a_text_is_checked_with_the_keyboard_alone(live_server, site, browser, scheme, width):
    customer = Customer.objects.create(site=site, token_hash="dana")
    talk = Conversation.objects.create(site=site, customer=customer, reference="ABCDEFGH", language="fr")
    mark(Message.objects.create(site=site, conversation=talk, seq=1, author="ai", text=TEXT, origin="generated"), Maker())
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="fr")
    page = context.new_page()
    page.goto(f"{live_server.url}/ai/verify?lang=fr")
    assert violations(page) == [] and page.evaluate("document.documentElement.scrollWidth") <= width
    for text, words in (("Les retours sont possibles pendant 30 jours.", "Oui"), ("Tout autre chose.", "Inconnu")):
        page.get_by_label("Texte à vérifier").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
        for _stop in range(3):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text(words)
        assert violations(page) == []
    page.get_by_label("Texte à vérifier").fill("")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_role("alert")).to_contain_text("Saisissez le texte à vérifier")
    assert violations(page) == []
    context.close()
