import pytest

from tests.journeys.conftest import violations
from tests.widget.conftest import message, state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect
PROMISE = {"answer_by": "vendredi 27 novembre 2026", "reference": "KQ4MX2PD", "has_email": False}


@pytest.fixture
def hours(site):
    site.opening_hours = {str(day): [["09:00", "12:30"], ["14:00", "18:00"]] for day in range(5)}
    site.save()


def waits(server, **changes):
    server.send(state("waiting", queue_position=1, advisers_online=False, later=PROMISE | changes))


def test_the_promise_is_shown_with_the_hours_and_the_address_is_optional(hours, chat):
    page, server = chat()
    expect(page.locator("#later")).to_be_hidden()
    waits(server)
    later = page.get_by_role("region", name="Vous aurez une réponse plus tard")
    expect(later).to_contain_text("vendredi 27 novembre 2026")
    expect(later).to_contain_text("KQ4MX2PD")
    page.get_by_text("Horaires de nos conseillers").click()
    expect(later).to_contain_text("09:00–12:30, 14:00–18:00")
    page.get_by_label("Votre adresse e-mail (facultatif)").fill("camille@client.example")
    page.get_by_role("button", name="M’envoyer la réponse").click()
    assert server.sent("email")[0]["address"] == "camille@client.example"
    waits(server, has_email=True)
    expect(later).to_contain_text("sera aussi envoyée à votre adresse e-mail")
    expect(page.get_by_label("Votre adresse e-mail (facultatif)")).to_be_hidden()
    page.locator("#text").fill("Encore une chose")
    page.locator("#text").press("Enter")
    assert server.sent("message")[0]["text"] == "Encore une chose"


def test_it_goes_when_an_adviser_comes(chat):
    page, server = chat()
    waits(server)
    expect(page.locator("#later")).to_be_visible()
    server.send(state("human", adviser="Claire"))
    expect(page.locator("#later")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(hours, chat, scheme, language):
    page, server = chat(width=320, scheme=scheme, language=language)
    server.send(message(1, "you"), message(2, "system", "Aucun conseiller n’est en ligne."))
    waits(server)
    page.locator("#later summary").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("#scroller").evaluate("node => node.scrollWidth <= node.clientWidth")
