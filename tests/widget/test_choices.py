import pytest

from tests.journeys.conftest import violations
from tests.widget.conftest import message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect
TITLES = ["Remboursement : délai et moyen de paiement", "Retourner un article : droit de rétractation de 14 jours"]
ASKED_BACK = {"text": "Lequel vous intéresse ?", "origin": "fixed", "choices": TITLES}


def test_a_choice_is_pressed_with_the_keyboard_and_sent_as_the_next_message(chat):
    page, server = chat()
    server.send(message(2, **ASKED_BACK, sources=[{"id": "a", "title": TITLES[0], "url": ""}]))
    button = page.get_by_role("button", name=TITLES[1])
    expect(page.get_by_role("list", name="Sujets au choix").get_by_role("button")).to_have_count(2)
    assert page.locator(".sources").count() == 0
    button.focus()
    page.keyboard.press("Enter")
    assert server.sent("message")[0]["text"] == TITLES[1]
    expect(page.locator(".bubble.you")).to_contain_text(TITLES[1])


def test_the_choices_are_read_out_with_the_question(chat):
    page, server = chat()
    server.send(message(2, **ASKED_BACK))
    expect(page.locator("#announcer")).to_contain_text(TITLES[1])


def test_a_hostile_title_stays_text(chat):
    page, server = chat()
    server.send(message(2, choices=["<img src=x onerror=document.title=1>"]))
    expect(page.locator(".choice")).to_have_text("<img src=x onerror=document.title=1>")
    assert page.locator("#log img").count() == 0


def test_the_way_to_a_person_stands_out_when_it_is_offered_and_calms_down_after(chat):
    page, server = chat()
    button = page.get_by_role("button", name="Parler à un conseiller")
    background = "node => getComputedStyle(node).backgroundColor"
    plain = button.evaluate(background)
    server.send(message(2, offer_person=True))
    expect(page.locator("#person")).to_have_class("person offered")
    assert button.evaluate(background) != plain
    server.send(message(3))
    expect(page.locator("#person")).to_have_class("person")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(chat, scheme, language):
    page, server = chat(width=320, scheme=scheme, language=language)
    server.send(message(2, **ASKED_BACK, offer_person=True))
    expect(page.locator(".choice")).to_have_count(2)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_first_stroke_after_a_message_tells_that_more_is_coming(chat):
    page, server = chat()
    page.locator("#text").press_sequentially("Bonjour")
    page.locator("#text").press("Enter")
    page.locator("#text").press_sequentially("j")
    assert len(server.sent("typing", 2)) == 2
