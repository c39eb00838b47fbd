"""The desk in a real browser. The socket is played by the test, frame by frame: its server side has tests of its own."""

import json
import os
import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from tests.desk.conftest import session_of

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
    pytest.mark.django_db(transaction=True),
]
expect = sync_api.expect


def ago(minutes):
    return (timezone.now() - timedelta(minutes=minutes)).isoformat()


def line(number, status="ai", **fields):
    known = {
        "id": str(UUID(int=number)),
        "reference": f"REF{number:05d}",
        "site": "Maison Lune",
        "language": "fr",
        "status": status,
    }
    seqs = {
        "last_seq": 1,
        "customer_seq": 1,
        "customer_read_seq": 0,
        "preview_author": "customer",
        "preview": f"Question {number}",
    }
    times = {"created_at": ago(60), "updated_at": ago(number), "waiting_since": None, "closed_at": None}
    if status == "waiting":
        times["waiting_since"] = ago(number)
    if status == "closed":
        times["closed_at"] = ago(number)
    return {**known, **seqs, **times, "adviser": None, "mine": False, **fields}


def message(seq, author="customer", text="Bonjour", **fields):
    plain = {"client_id": None, "adviser": None, "origin": "", "origin_label": "", "event": "", "sources": [], "stopped": False}
    return {
        **plain,
        "seq": seq,
        "id": str(uuid4()),
        "author": author,
        "text": text,
        "feedback": None,
        "created_at": ago(1),
        "turn": None,
        **fields,
    }


class Server:
    """The desk's server, played by the test."""

    def __init__(self, page, lines):
        self.page, self.lines, self.received, self.socket, self.is_up = page, lines, [], None, True
        self.threads = {}
        page.route_web_socket(re.compile("/ws/desk/"), self._connected)

    def _connected(self, socket):
        self.socket = socket
        socket.on_message(self._receive)
        if self.is_up:
            self.send(type="queue", adviser="Alice", lines=self.lines)
        else:
            socket.close()

    def _receive(self, raw):
        frame = json.loads(raw)
        self.received.append(frame)
        if frame["type"] == "open":
            self.thread(frame["conversation"], *self.threads.get(frame["conversation"], [message(1)]))

    def send(self, **frame):
        self.socket.send(json.dumps(frame))

    def thread(self, conversation, *messages, working=None):
        self.send(type="thread", conversation=conversation, after=0, messages=messages, working=working, contacts=0)

    def change(self, changed):
        self.send(type="line", conversation=changed["id"], line=changed)

    def frames(self, kind, count=1):
        """Return the frames of that kind once at least `count` have come."""
        for _round in range(200):
            found = [frame for frame in self.received if frame["type"] == kind]
            if len(found) >= count:
                return found
            self.page.evaluate("() => new Promise(requestAnimationFrame)")  # lets the page work, and its frames come in
        raise AssertionError(f"{kind} was not sent {count} times: {self.received}")


@pytest.fixture
def desk(live_server, alice, monkeypatch):
    """Open the desk with these lines in its queue; returns the page and the server."""
    cookie = {"name": "guichet_adviser", "value": session_of(alice), "url": live_server.url}
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps an event loop in this thread
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        errors = []

        def open_desk(*lines, width=1280, language="fr-FR", scheme="light"):
            viewport = {"width": width, "height": 800}
            context = browser.new_context(viewport=viewport, locale=language, color_scheme=scheme)
            context.add_cookies([cookie])
            page = context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            server = Server(page, list(lines))
            page.goto(f"{live_server.url}/admin/desk/")
            expect(page.locator("#connection")).to_have_attribute("data-state", "open")
            return page, server

        yield open_desk
        browser.close()
        assert errors == []


def violations(page):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page).response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]


def test_it_is_reached_by_keyboard_alone(desk):
    page, server = desk(line(9, "waiting"), line(3, "waiting"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("#thread-title")).to_have_text("REF00009")
    expect(page.locator("#messages .text")).to_have_text("Bonjour")
    page.keyboard.press("t")
    mine = line(9, "human", mine=True, adviser="Alice")
    server.change(mine)
    expect(page.get_by_role("button", name="Rendre à l’IA")).to_be_visible()
    page.keyboard.press("r")
    page.keyboard.type("Je regarde. t e c j k ?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-state=sending]")).to_contain_text("Je regarde. t e c j k ?")
    [reply] = server.frames("reply")
    server.thread(mine["id"], message(2, "human", reply["text"], client_id=reply["client_id"], adviser="Alice"))
    expect(page.locator("[data-state]").filter(has_text="Je regarde")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.keyboard.press("c")
    page.get_by_role("button", name="Clore la conversation").click()
    server.frames("close")
    assert [frame["type"] for frame in server.received if frame["type"] != "typing"] == [
        "open",
        "take_over",
        "reply",
        "hand_back",
        "close",
    ]


def test_it_lets_single_keys_be_switched_off(desk):
    page, server = desk(line(9, "waiting"))
    page.keyboard.press("?")
    page.get_by_label("Raccourcis à une touche").uncheck()
    page.get_by_role("button", name="Terminé").click()
    page.locator(".line").click()
    expect(page.locator("#messages .text")).to_have_text("Bonjour")
    page.keyboard.press("t")
    page.get_by_role("button", name="Prendre la conversation").click()
    assert len(server.frames("take_over")) == 1


def test_it_says_who_was_first(desk):
    page, server = desk(line(9, "waiting"))
    page.locator(".line").click()
    page.get_by_role("button", name="Prendre la conversation").click()
    conversation = server.frames("take_over")[0]["conversation"]
    server.send(type="error", code="conflict", detail="Bob a déjà pris cette conversation.", deed="take_over",
                conversation=conversation, client_id=None)  # fmt: skip
    server.change(line(9, "human", adviser="Bob"))
    expect(page.get_by_role("alert")).to_contain_text("Bob a déjà pris cette conversation.")
    expect(page.locator("#composer-notice")).to_contain_text("Bob")
    expect(page.get_by_role("button", name="Prendre la conversation")).to_be_hidden()


def test_it_never_loses_the_text_of_a_failed_reply(desk):
    page, server = desk(line(9, "human", mine=True, adviser="Alice"))
    page.locator(".line").click()
    page.locator("#reply").fill("Texte précieux")
    page.get_by_role("button", name="Envoyer").click()
    [reply] = server.frames("reply")
    server.send(type="error", code="too_fast", detail="Patientez.", deed="reply", conversation=reply["conversation"],
                client_id=reply["client_id"])  # fmt: skip
    failed = page.locator("[data-state=failed]")
    expect(failed).to_contain_text("Patientez.")
    page.reload()
    page.locator(".line").click()
    expect(failed).to_contain_text("Texte précieux")
    failed.get_by_role("button", name="Renvoyer").click()
    assert [frame["client_id"] for frame in server.frames("reply", count=2)] == [reply["client_id"]] * 2
    server.send(type="error", code="too_fast", detail="Patientez.", deed="reply", conversation=reply["conversation"],
                client_id=reply["client_id"])  # fmt: skip
    failed.get_by_role("button", name="Modifier").click()
    expect(page.locator("#reply")).to_have_value("Texte précieux")
    expect(failed).to_have_count(0)


def test_it_sends_again_by_itself_what_was_on_its_way_when_the_line_went(desk):
    page, server = desk(line(9, "human", mine=True, adviser="Alice"))
    page.locator(".line").click()
    expect(page.locator("#messages .text")).to_have_text("Bonjour")
    server.is_up = False
    server.socket.close()
    expect(page.locator("#connection")).to_have_text("Hors ligne")
    expect(page.get_by_role("alert")).to_contain_text("La connexion est interrompue")
    page.locator("#reply").fill("Pendant la coupure")
    page.get_by_role("button", name="Envoyer").click()
    server.is_up = True
    expect(page.locator("#connection")).to_have_text("En direct", timeout=20_000)
    expect(page.get_by_role("alert")).to_be_hidden()
    assert [frame["text"] for frame in server.frames("reply")] == ["Pendant la coupure"]
    assert server.frames("open", count=2)[-1]["after"] == 1


def test_it_keeps_a_draft_for_each_conversation(desk):
    page, _server = desk(*(line(number, "human", mine=True, adviser="Alice") for number in (1, 2)))
    page.locator(".line").first.click()
    page.locator("#reply").fill("Brouillon un")
    page.locator(".line").last.click()
    expect(page.locator("#reply")).to_have_value("")
    page.locator(".line").first.click()
    expect(page.locator("#reply")).to_have_value("Brouillon un")


def test_it_never_takes_the_focus_while_things_change(desk):
    page, server = desk(line(9, "human", mine=True, adviser="Alice"), line(5, "waiting"))
    page.locator(".line").last.click()
    page.locator("#reply").fill("J’écris")
    server.change(line(2, "waiting"))
    server.change(line(9, "human", mine=True, adviser="Alice", updated_at=ago(0)))
    server.thread(line(9)["id"], message(2, text="Encore une question"))
    expect(page.locator("#messages .text").last).to_have_text("Encore une question")
    expect(page.locator("#reply")).to_be_focused()
    page.locator(".line").nth(1).focus()
    server.change(line(1, "waiting"))
    expect(page.locator(".line")).to_have_count(4)
    expect(page.locator(".line").nth(1)).to_be_focused()


def test_it_shows_hostile_words_as_words(desk):
    hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script>' + "très" * 400
    page, server = desk(line(9, "waiting", preview=hostile))
    source = {"id": "1", "title": "<b>titre</b>", "url": "javascript:alert(1)"}
    server.threads[line(9)["id"]] = [message(1, text=hostile), message(2, "ai", "Réponse", sources=[source])]
    page.locator(".line").click()
    expect(page.locator("#messages .text").first).to_have_text(hostile)
    assert page.locator("#messages img, #messages script, #messages a").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_streams_the_ais_words_and_lets_the_stored_answer_replace_them(desk):
    page, server = desk(line(9, "ai"))
    page.locator(".line").click()
    expect(page.locator("#messages .text")).to_have_text("Bonjour")
    answer = message(2, "ai", "Sous 14 jours.")
    for index, text in enumerate(["Sous ", "14 jours."]):
        server.send(type="piece", conversation=line(9)["id"], message_id=answer["id"], index=index, text=text)
    expect(page.locator("[data-state=working] .text")).to_have_text("Sous 14 jours.")
    server.send(type="piece", conversation=line(9)["id"], message_id=answer["id"], index=0, text="Autre")
    expect(page.locator("[data-state=working] .text")).to_have_text("Autre")
    server.thread(line(9)["id"], answer)
    expect(page.locator("#messages .text").last).to_have_text("Sous 14 jours.")
    expect(page.locator("[data-state=working]")).to_have_count(0)


def test_it_explains_an_ai_answer(desk):
    page, server = desk(line(9, "ai"))
    trace = {
        "guards": {"identity": False},
        "passages": [{"id": "r1", "title": "Retours", "url": "https://example.eu/r", "score": 0.87}],
        "checks": [{"name": "montants", "passed": False, "detail": "12 €"}],
        "model": {"name": "Modèle", "sha256": "cc324a"},
        "timings_ms": {"search": 12},
    }
    turn = {"status": "answered", "state": "done", "state_label": "", "seconds": 2.5, "trace": trace}
    server.threads[line(9)["id"]] = [message(1), message(2, "ai", "Sous 14 jours.", turn=turn, origin_label="cité des articles")]
    page.locator(".line").click()
    shown = page.locator(".trace")
    for words in ["Répondu", "cité des articles", "Retours", "0,87", "montants", "échoué", "Modèle", "cc324a", "12 ms"]:
        expect(shown).to_contain_text(words)
    assert violations(page) == []


def test_it_puts_the_number_waiting_into_the_title(desk):
    page, server = desk(line(9, "waiting"))
    expect(page).to_have_title(re.compile(r"^\(1\) "))
    server.change(line(8, "waiting"))
    expect(page).to_have_title(re.compile(r"^\(2\) "))
    expect(page.get_by_role("status").first).to_have_text("2 clients attendent une personne.")


def test_it_stays_where_the_reader_scrolled(desk):
    page, server = desk(line(9, "human", mine=True, adviser="Alice"))
    server.threads[line(9)["id"]] = [message(seq, text=f"Ligne {seq}") for seq in range(1, 201)]
    page.locator(".line").click()
    expect(page.locator("#messages .text").last).to_be_in_viewport()
    page.locator("#log").evaluate("log => log.scrollTop = 0")
    server.thread(line(9)["id"], message(201, text="Nouvelle"))
    newer = page.get_by_role("button", name="1 nouveau message")
    expect(newer).to_be_visible()
    assert page.locator("#log").evaluate("log => log.scrollTop") == 0
    newer.click()
    expect(page.locator("#messages .text").last).to_be_in_viewport()


def test_it_stays_quick_with_500_conversations(desk):
    page, server = desk(*(line(number, ["waiting", "human", "ai"][number % 3]) for number in range(1, 501)))
    expect(page.locator(".line")).to_have_count(500)
    spent = page.evaluate(
        """async () => {
            const begun = performance.now();
            document.querySelector(".line").click();
            await new Promise(requestAnimationFrame);
            return performance.now() - begun;
        }"""
    )
    assert spent < 1000
    server.change(line(250, "waiting", waiting_since=ago(9999)))
    expect(page.locator(".line strong").first).to_have_text("REF00250")


def test_it_forgets_a_conversation_that_was_erased(desk):
    page, server = desk(line(9, "human", mine=True, adviser="Alice"))
    page.locator(".line").click()
    server.send(type="erased", conversation=line(9)["id"])
    expect(page.get_by_role("alert")).to_contain_text("ses données ont été effacées")
    expect(page.locator("#thread-none")).to_be_visible()
    expect(page.locator(".line")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 768, 390])
def test_it_has_no_accessibility_fault(desk, width, scheme):
    lines = [line(9, "waiting"), line(3, "human", mine=True, adviser="Alice"), line(4, "human", adviser="B" * 90)]
    page, server = desk(*lines, line(5), line(6, "closed"), width=width, scheme=scheme)
    assert violations(page) == []
    page.locator(".line").nth(1).click()
    expect(page.locator("#messages .text")).to_have_text("Bonjour")
    server.send(type="typing", conversation=line(3)["id"])
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_has_words_for_an_empty_desk(desk):
    page, _server = desk(language="en-GB")
    expect(page.locator("#queue")).to_contain_text("No conversation in the last 24 hours.")
    expect(page.locator("#no-thread")).to_contain_text("Choose one in the list.")
    assert violations(page) == []


def test_it_shows_one_pane_at_a_time_on_a_small_screen(desk):
    page, _server = desk(line(9, "waiting"), width=390)
    page.locator(".line").click()
    expect(page.locator("#queue")).to_be_hidden()
    page.get_by_role("button", name="Détails").click()
    expect(page.locator("#context")).to_contain_text("REF00009")
    page.get_by_role("button", name="Retour à la conversation").click()
    page.get_by_role("button", name="Retour à la liste").click()
    expect(page.locator(".line")).to_be_focused()
