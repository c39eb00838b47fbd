import pytest

from tests.journeys.conftest import violations
from tests.widget.conftest import message, state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect


def button(page, name):
    return page.locator("#log").get_by_role("button", name=name, exact=True)


def kept(server, seq, value, comment=""):
    server.send({"type": "feedback", "message_id": f"m{seq}", "value": value, "comment": comment})


def test_an_opinion_is_sent_confirmed_once_and_can_be_changed(chat):
    page, server = chat()
    server.send(message(1))
    page.evaluate(
        "() => { window.said = []; new MutationObserver(() => said.push(announcer.textContent))"
        ".observe(announcer, {childList: true, characterData: true, subtree: true}) }"
    )
    button(page, "Utile").click()
    assert server.sent("feedback")[0] == {"type": "feedback", "message_id": "m1", "value": 1, "comment": "", "reason": ""}
    kept(server, 1, 1)
    kept(server, 1, 1)
    expect(page.get_by_text("Merci pour votre avis.").first).to_be_visible()
    assert page.evaluate("said") == ["Merci pour votre avis."]
    expect(button(page, "Utile")).to_have_attribute("aria-pressed", "true")
    button(page, "Pas utile").click()
    assert server.sent("feedback", 2)[1]["value"] == -1
    expect(button(page, "Utile")).to_have_attribute("aria-pressed", "false")


def test_after_a_bad_one_a_comment_and_a_person_are_offered(chat):
    page, server = chat()
    server.send(message(1))
    expect(page.get_by_label("Que manquait-il")).to_be_hidden()
    button(page, "Pas utile").click()
    page.get_by_label("Que manquait-il").fill("  Et pour la Corse ?  ")
    button(page, "Envoyer le commentaire").click()
    assert server.sent("feedback", 2)[1]["comment"] == "Et pour la Corse ?"
    kept(server, 1, -1, "Et pour la Corse ?")
    expect(page.locator("#log").get_by_text("votre avis et votre commentaire sont enregistrés")).to_be_visible()
    button(page, "Parler à un conseiller").click()
    server.sent("human")
    server.send(state("waiting", queue_position=1))
    expect(button(page, "Parler à un conseiller")).to_be_hidden()


def test_an_earlier_opinion_is_shown_again(chat):
    page, server = chat()
    server.send(message(1, feedback=-1, feedback_comment="Trop court"))
    expect(button(page, "Pas utile")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Que manquait-il")).to_have_value("Trop court")


def test_there_is_none_while_the_answer_is_written_nor_for_others_words(chat):
    page, server = chat()
    server.send(
        {"type": "piece", "message_id": "m5", "index": 0, "text": "Trente"},
        message(1, "human"),
        message(2, "system"),
        message(3, "you"),
        message(4, stopped=True),
    )
    expect(page.locator("#log > li")).to_have_count(4)
    expect(page.get_by_role("button", name="Utile", exact=True)).to_have_count(0)


def test_without_a_line_it_says_so(chat):
    page, server = chat()
    server.send(message(1))
    expect(button(page, "Utile")).to_be_visible()
    server.is_up = False
    server.cut()
    expect(page.locator("#banner")).to_contain_text("Connexion perdue")
    button(page, "Utile").click()
    expect(page.locator("#log").get_by_text("Votre avis n’a pas pu être envoyé")).to_be_visible()
    expect(button(page, "Utile")).to_have_attribute("aria-pressed", "false")


def test_the_keyboard_reaches_everything_and_targets_are_large(chat):
    page, server = chat(width=320)
    server.send(message(1))
    button(page, "Utile").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    server.sent("feedback")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Que manquait-il")).to_be_focused()
    page.keyboard.type("Rien")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert server.sent("feedback", 2)[1]["comment"] == "Rien"
    for name in ("Utile", "Pas utile", "Envoyer le commentaire", "Parler à un conseiller"):
        box = button(page, name).bounding_box()
        assert box["height"] >= 44 and box["width"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing(chat, scheme, language):
    page, server = chat(scheme=scheme, language=language)
    server.send(message(1, feedback=1), message(2, feedback=-1, feedback_comment="Trop court"))
    kept(server, 2, -1, "Trop court")
    expect(page.locator(".opinion")).to_have_count(2)
    assert violations(page) == []
