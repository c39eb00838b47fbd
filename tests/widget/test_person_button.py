"""A person is one press away in every state: the button is seen, can be pressed and reached by keyboard, and has its name."""

import pytest

from tests.widget.conftest import message, state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect
NAMES = {"fr": "Parler à un conseiller", "en": "Talk to a person"}
STREAMING = (
    {"type": "working", "message_id": "m9", "phase": "writing", "position": 0},
    {"type": "piece", "message_id": "m9", "index": 0, "text": "Trente"},
)
STATES = {
    "new": (state("new", code=None),),
    "queued": ({"type": "working", "message_id": "m9", "phase": "queued", "position": 3},),
    "streaming": STREAMING,
    "answered": (message(1),),
    "asked back": (message(1, choices=["Retours", "Garantie"]),),
    "error": ({"type": "error", "code": "too_fast", "detail": "Patientez.", "client_id": None},),
    "waiting": (state("waiting", queue_position=2),),
    "waiting alone": (state("waiting", queue_position=1, advisers_online=False),),
    "closed": (state("closed"),),
    "switched off": (state("ai", ai_off=True),),
    "erased": ({"type": "erased"},),
}


def is_ready(page, name):
    button = page.locator("#person").get_by_role("button", name=name, exact=True)
    expect(button).to_be_visible()
    expect(button).to_be_enabled()
    expect(button).to_be_in_viewport(ratio=1)
    button.focus()
    expect(button).to_be_focused()
    return button


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_button_is_there_in_every_state(chat, language, width):
    page, server = chat(width=width, language=language)
    for frames in STATES.values():
        server.send(*frames)
        assert is_ready(page, NAMES[language]).count() == 1


def test_one_press_asks_and_nothing_asks_back(chat):
    page, server = chat()
    server.send(message(1), *STREAMING)
    is_ready(page, NAMES["fr"]).press("Enter")
    assert server.sent("human") == [{"type": "human"}]
    assert page.locator("dialog, [role=alertdialog]").count() == 0


def test_it_stays_and_says_so_when_the_line_is_lost(chat):
    page, server = chat()
    server.send(message(1))
    server.is_up = False
    server.cut()
    expect(page.locator("#banner")).to_contain_text("Connexion perdue")
    is_ready(page, NAMES["fr"]).click()
    expect(page.locator("#banner")).to_be_visible()


def test_without_scripts_it_is_a_form(browser, live_server, site):
    context = browser.new_context(java_script_enabled=False, locale="fr")
    page = context.new_page()
    page.goto(f"{live_server.url}/chat/{site.public_key}/?lang=fr")
    is_ready(page, NAMES["fr"]).click()
    expect(page.get_by_role("region", name="Vous aurez une réponse plus tard")).to_be_visible()
    is_ready(page, NAMES["fr"])
    context.close()


def test_the_transcript_is_one_action_away_once_there_is_one(chat):
    page, server = chat()
    server.send(state("new", code=None))
    page.locator(".menu summary").click()
    expect(page.locator("#transcript")).to_be_hidden()
    server.send(state("ai", code="KQ4M-X2PD-9RTV-A3BC"))
    link = page.get_by_role("link", name="Télécharger cette conversation")
    expect(link).to_have_attribute("href", "/privacy/KQ4MX2PD/download.html?lang=fr")
