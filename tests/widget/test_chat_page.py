import pytest

from tests.journeys.conftest import violations
from tests.widget.conftest import NOTICE, message, state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SOURCE = {"id": "a", "title": "Retours", "url": "https://lune.example/retours"}
HOSTILE = '<p>x<img src=x onerror="document.title=1"><script>document.title=2</script><a href="javascript:1">y</a></p>'
expect = pytest.importorskip("playwright.sync_api").expect


def say(page, text):
    page.locator("#text").fill(text)
    page.locator("#text").press("Enter")


def test_the_notice_stands_before_the_input_even_without_a_line(chat):
    page, _server = chat(up=False)
    expect(page.locator("#disclosure-text")).to_contain_text("intelligence artificielle")
    order = page.locator("#disclosure-text").evaluate(
        "node => node.compareDocumentPosition(document.getElementById('text')) & Node.DOCUMENT_POSITION_FOLLOWING"
    )
    assert order


def test_a_text_is_shown_at_once_and_confirmed_under_its_id(chat):
    page, server = chat()
    say(page, "Bonjour")
    bubble = page.locator(".bubble.you")
    expect(bubble).to_have_attribute("data-state", "sending")
    sent = server.sent("message")[0]
    server.send(message(1, "you", "Bonjour", client_id=sent["client_id"]))
    expect(bubble).to_have_count(1)
    expect(bubble).not_to_have_attribute("data-state", "sending")


def test_a_refused_text_stays_says_why_and_is_sent_again_under_the_same_id(chat):
    page, server = chat()
    say(page, "Bonjour")
    sent = server.sent("message")[0]
    server.send({"type": "error", "code": "too_fast", "detail": "Patientez un instant.", "client_id": sent["client_id"]})
    expect(page.locator(".bubble.you")).to_contain_text("Patientez un instant.")
    page.get_by_role("button", name="Renvoyer").click()
    assert server.sent("message", 2)[1] == sent


def test_pieces_stream_in_order_and_the_finished_answer_is_announced_once(chat):
    page, server = chat()
    page.evaluate(
        "() => { window.said = []; new MutationObserver(() => said.push(announcer.textContent))"
        ".observe(announcer, {childList: true, characterData: true, subtree: true}) }"
    )
    server.send(
        {"type": "working", "message_id": "m2", "phase": "searching", "position": 0},
        {"type": "piece", "message_id": "m2", "index": 0, "text": "Trente "},
        {"type": "piece", "message_id": "m2", "index": 2, "text": "perdu"},
        {"type": "piece", "message_id": "m2", "index": 1, "text": "jours."},
    )
    expect(page.locator("#writing .body")).to_have_text("Trente jours.")
    at_work = ["L’assistant prépare sa réponse."]
    assert page.evaluate("said") == at_work
    server.send(message(2))
    expect(page.locator("#writing")).to_be_hidden()
    expect(page.locator("#log .bubble.ai .body")).to_have_text("Trente jours.")
    assert page.evaluate("said") == [*at_work, "Assistant IA\u00a0: Trente jours."]


def test_an_answer_that_begins_anew_replaces_what_was_shown(chat):
    page, server = chat()
    for text in ("Faux", "Vrai"):
        server.send({"type": "piece", "message_id": "m2", "index": 0, "text": text})
    expect(page.locator("#writing .body")).to_have_text("Vrai")


def test_stop_names_the_answer_that_is_being_written(chat):
    page, server = chat()
    server.send({"type": "working", "message_id": "m2", "phase": "writing", "position": 0})
    page.get_by_role("button", name="Arrêter").click()
    assert server.sent("stop")[0]["message_id"] == "m2"
    server.send(message(2, stopped=True))
    expect(page.get_by_text("Réponse arrêtée")).to_be_visible()


def test_a_lost_line_comes_back_says_how_far_it_is_and_sends_what_waits(chat):
    page, server = chat()
    server.send(message(1, "you", "Un"), message(2))
    expect(page.locator("#log .bubble.ai")).to_have_count(1)
    server.is_up = False
    server.cut()
    expect(page.locator("#banner")).to_contain_text("Connexion perdue")
    say(page, "Deux")
    expect(page.locator(".bubble.you").last).to_have_attribute("data-state", "sending")
    server.is_up = True
    hello = server.sent("hello", 2)[-1]
    assert (hello["last_seq"], hello["code"]) == (2, "AAAA-BBBB")
    assert server.sent("message")[-1]["text"] == "Deux"
    expect(page.locator("#banner")).to_be_hidden()


def test_a_message_that_comes_twice_is_shown_once(chat):
    page, server = chat()
    server.send(message(1), message(1))
    expect(page.locator("#log .bubble.ai")).to_have_count(1)


def test_another_conversation_begins_an_empty_thread(chat):
    page, server = chat()
    server.send(message(1), state("new", code="CCCC-DDDD"))
    expect(page.locator("#log .bubble")).to_have_count(0)


def test_a_hostile_message_stays_text(chat):
    page, server = chat()
    server.send(
        message(
            1, html='<p>x<img src=x onerror="document.title=1"><script>document.title=2</script><a href="javascript:1">y</a></p>'
        ),
        message(2, "you", "<b>gras</b>"),
        message(3, sources=[{"id": "a", "title": "Piège", "url": "javascript:alert(1)"}]),
    )
    expect(page.locator("#log .bubble")).to_have_count(3)
    assert page.locator("#log img, #log script, #log a").count() == 0
    expect(page.locator(".bubble.you .body")).to_have_text("<b>gras</b>")


def test_the_person_is_always_one_button_away(chat):
    page, server = chat()
    button = page.get_by_role("button", name="Parler à un conseiller")
    for frame in (
        state("new"),
        state("ai"),
        state("closed"),
        {"type": "working", "message_id": "m", "phase": "queued", "position": 2},
    ):
        server.send(frame)
        expect(button).to_be_visible()
    button.click()
    server.sent("human")
    server.send(state("waiting", queue_position=2))
    expect(page.locator("#status")).to_contain_text("rang 2")
    page.get_by_role("button", name="Continuer avec l’assistant").click()
    server.sent("assistant")
    server.send(state("waiting", queue_position=1, advisers_online=False))
    expect(page.locator("#status")).to_contain_text("Aucun conseiller en ligne")
    server.send(state("human", adviser="Claire"), {"type": "typing", "author_type": "human"})
    expect(page.locator("#status")).to_contain_text("Claire")
    expect(page.locator("#typing")).to_be_visible()


def test_a_text_that_is_too_long_is_kept_and_counted(chat):
    page, server = chat()
    page.locator("#text").fill("a" * 4001)
    expect(page.locator("#counter")).to_contain_text("4001")
    page.locator("#text").press("Enter")
    expect(page.locator("#counter")).to_contain_text("4000 au plus")
    assert len(page.locator("#text").input_value()) == 4001
    assert not [frame for frame in server.received if frame["type"] == "message"]


def test_the_reader_stays_where_they_read(chat):
    page, server = chat()
    server.send(*(message(seq, text="Une réponse assez longue. " * 12) for seq in range(1, 12)))
    expect(page.locator("#log .bubble")).to_have_count(11)
    page.locator("#scroller").evaluate("node => { node.scrollTop = 100 }")
    page.wait_for_function("document.getElementById('scroller').scrollTop === 100")
    server.send(message(12))
    expect(page.get_by_role("button", name="Nouveaux messages")).to_be_visible()
    assert page.locator("#scroller").evaluate("node => node.scrollTop") == 100


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_in_any_state(chat, scheme, language):
    page, server = chat(scheme=scheme, language=language)
    say(page, "Bonjour")
    sent = server.sent("message")[0]
    server.send(
        message(
            1,
            sources=[{"id": "a", "title": "Retours", "url": "https://lune.example/retours"}],
            html="<p>Trente <strong>jours</strong>.</p>",
        ),
        message(2, "system", "Vous parlez maintenant à Claire."),
        message(3, "human", "Bonjour, je regarde."),
        {"type": "error", "code": "too_fast", "detail": "Patientez.", "client_id": sent["client_id"]},
        {"type": "working", "message_id": "m4", "phase": "writing", "position": 0},
        {"type": "piece", "message_id": "m4", "index": 0, "text": "Trente"},
        state("waiting", queue_position=1),
    )
    expect(page.locator("#assistant")).to_be_visible()
    assert violations(page) == []
    page.locator(".menu summary").click()
    assert violations(page) == []


def test_nothing_scrolls_sideways_at_320_pixels(chat):
    page, server = chat(width=320)
    server.send(message(1, text="https://lune.example/" + "a" * 200), message(2, "you", "b" * 300))
    expect(page.locator("#log .bubble")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("#scroller").evaluate("node => node.scrollWidth <= node.clientWidth")


def test_the_notice_of_the_socket_replaces_the_pages(chat):
    page, _server = chat()
    expect(page.locator("#disclosure-text")).to_have_text(NOTICE)
