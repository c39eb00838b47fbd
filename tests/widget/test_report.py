import pytest

from tests.journeys.conftest import violations
from tests.widget.conftest import message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect


def test_an_answer_is_reported_in_two_presses_and_confirmed(chat):
    page, server = chat()
    server.send(message(1))
    page.get_by_role("button", name="Pas utile").click()
    page.get_by_role("group", name="Signaler cette réponse").get_by_role("button", name="La réponse est fausse").click()
    sent = server.sent("feedback", 2)[1]
    assert (sent["message_id"], sent["value"], sent["reason"]) == ("m1", -1, "wrong")
    server.send({"type": "feedback", "message_id": "m1", "value": -1, "comment": "", "reason": "wrong"})
    expect(page.locator("#log").get_by_text("Votre signalement est noté")).to_be_visible()
    expect(page.get_by_role("button", name="La réponse est fausse")).to_have_attribute("aria-pressed", "true")


def test_a_comment_keeps_the_report_and_a_better_opinion_takes_it_back(chat):
    page, server = chat()
    server.send(message(1, feedback=-1, feedback_reason="harmful"))
    expect(page.get_by_role("button", name="Elle est dangereuse ou choquante")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Que manquait-il").fill("Danger")
    page.get_by_role("button", name="Envoyer le commentaire").click()
    assert server.sent("feedback")[0]["reason"] == "harmful"
    page.get_by_role("button", name="Utile", exact=True).click()
    assert server.sent("feedback", 2)[1]["reason"] == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_and_targets_are_large(chat, scheme, language):
    page, server = chat(width=320, scheme=scheme, language=language)
    server.send(message(1, feedback=-1, feedback_reason="wrong"))
    expect(page.locator("[data-reason]")).to_have_count(3)
    assert all(button.bounding_box()["height"] >= 44 for button in page.locator("[data-reason]").all())
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
