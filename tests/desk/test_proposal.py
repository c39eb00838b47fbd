"""The AI's proposal in a real browser: clearly the AI's, put in by the adviser, and sent by nobody else."""

import pytest

from tests.desk.test_desk_page import desk, expect, line, message, pytestmark, violations  # noqa: F401

TEXT = "Les retours sont possibles pendant 30 jours."
SOURCES = [{"id": "retours", "title": "Retours et échanges", "url": "https://lune.example/retours"}]


def propose(server, conversation, text=TEXT, **fields):
    made = {"id": "11111111-1111-4111-8111-111111111111", "sources": SOURCES, "origin": "generated", "note": ""}
    server.send(type="draft", conversation=conversation, text=text, origin_label="rédigé par l’IA", **{**made, **fields})


def refuse(server, conversation, detail):
    server.send(type="error", code="engine_down", detail=detail, client_id=None, deed="draft", conversation=conversation)


@pytest.fixture
def mine(desk):  # noqa: F811
    def open_mine(**options):
        page, server = desk(line(9, "human", mine=True, adviser="Alice"), **options)
        page.locator(".line").click()
        expect(page.locator("#messages .text")).to_have_text("Bonjour")
        return page, server

    return open_mine


def test_by_keyboard_it_is_asked_for_read_put_in_changed_and_sent(mine):
    page, server = mine()
    page.keyboard.press("p")
    conversation = server.frames("draft")[0]["conversation"]
    expect(page.locator("#proposal-title")).to_have_text("L’IA prépare une proposition…")
    propose(server, conversation)
    box = page.get_by_role("region", name="Proposition de l’IA")
    expect(box).to_contain_text(TEXT)
    expect(box).to_contain_text("rédigé par l’IA")
    expect(box.get_by_role("link", name="Retours et échanges")).to_be_visible()
    expect(page.locator("#live")).to_contain_text(TEXT)
    assert page.locator("#reply").input_value() == ""
    page.locator("#proposal-text").focus()
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#reply")).to_have_value(TEXT)
    expect(page.locator("#reply")).to_be_focused()
    expect(page.locator("#proposal")).to_be_hidden()
    page.keyboard.type(" Bonne journée.")
    assert not [frame for frame in server.received if frame["type"] == "reply"]
    page.keyboard.press("Control+Enter")
    [reply] = server.frames("reply")
    assert (reply["text"], reply["draft_id"]) == (f"{TEXT} Bonne journée.", "11111111-1111-4111-8111-111111111111")
    label = "rédigé par une personne d’après une proposition de l’IA"
    server.thread(conversation, message(2, "human", reply["text"], client_id=reply["client_id"], adviser="Alice",
                                        origin="human_after_ai_draft", origin_label=label))  # fmt: skip
    expect(page.locator("#messages")).to_contain_text(label)


def test_it_never_takes_the_place_of_what_was_typed(mine):
    page, server = mine()
    page.locator("#reply").fill("Bonjour Madame,")
    page.get_by_role("button", name="Proposer une réponse").click()
    propose(server, server.frames("draft")[0]["conversation"])
    expect(page.locator("#reply")).to_have_value("Bonjour Madame,")
    page.get_by_role("button", name="Insérer").click()
    expect(page.locator("#reply")).to_have_value(f"Bonjour Madame,\n\n{TEXT}")
    page.locator("#reply").fill("")
    page.locator("#reply").fill("Je m’en occupe moi-même.")
    page.get_by_role("button", name="Envoyer").click()
    assert "draft_id" not in server.frames("reply")[0]


def test_a_failure_says_so_and_what_was_typed_stays(mine):
    page, server = mine()
    page.locator("#reply").fill("Bonjour Madame,")
    ask = page.get_by_role("button", name="Proposer une réponse")
    ask.click()
    refuse(server, server.frames("draft")[0]["conversation"], "Le moteur de l’IA s’est arrêté et redémarre.")
    expect(page.locator("#proposal")).to_contain_text("Pas de proposition")
    expect(page.locator("#proposal")).to_contain_text("Le moteur de l’IA s’est arrêté et redémarre.")
    expect(page.get_by_role("button", name="Insérer")).to_be_hidden()
    expect(page.locator("#reply")).to_have_value("Bonjour Madame,")
    ask.click()
    assert len(server.frames("draft", 2)) == 2


def test_it_can_be_cancelled_and_what_comes_late_is_not_shown(mine):
    page, server = mine()
    page.get_by_role("button", name="Proposer une réponse").click()
    conversation = server.frames("draft")[0]["conversation"]
    page.get_by_role("button", name="Annuler").click()
    server.frames("cancel_draft")
    propose(server, conversation)
    server.send(type="typing", conversation=conversation)
    expect(page.locator(".typing")).to_be_visible()
    expect(page.locator("#proposal")).to_be_hidden()


def test_it_goes_when_the_conversation_is_no_longer_mine(mine):
    page, server = mine()
    page.get_by_role("button", name="Proposer une réponse").click()
    propose(server, server.frames("draft")[0]["conversation"])
    expect(page.locator("#proposal-text")).to_have_text(TEXT)
    server.change(line(9, "human", adviser="Bob"))
    expect(page.locator("#proposal")).to_be_hidden()
    expect(page.get_by_role("button", name="Proposer une réponse")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_has_no_accessibility_fault(mine, width, scheme):
    page, server = mine(width=width, scheme=scheme)
    page.get_by_role("button", name="Proposer une réponse").click()
    propose(server, server.frames("draft")[0]["conversation"], text=" ".join([TEXT] * 30))
    expect(page.locator("#proposal-text")).to_contain_text(TEXT)
    expect(page.locator("#messages .text").last).to_be_in_viewport()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.get_by_role("button", name="Envoyer")).to_be_in_viewport()
