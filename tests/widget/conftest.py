import json
import os

import pytest

from tests.journeys.conftest import browser, violations  # noqa: F401

NOTICE = "Vous échangez avec un assistant automatique (intelligence artificielle) de Maison Lune."


@pytest.fixture(scope="module", autouse=True)
def _beside_playwright():
    """Playwright keeps an event loop in this thread, where the tests use the database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


class Server:
    """Plays the server's side of the socket, frame by frame, and keeps what the page sends."""

    def __init__(self, page):
        self.page, self.received, self.sockets, self.is_up = page, [], [], True
        page.route_web_socket("**/ws/chat/**", self._open)

    def _open(self, socket):
        if not self.is_up:
            socket.close()
            return
        self.sockets.append(socket)
        socket.on_message(lambda raw: self._hear(json.loads(raw)))
        self.send({"type": "disclosure", "text": NOTICE, "language": "fr", "company": "Maison Lune"})

    def _hear(self, frame):
        self.received.append(frame)
        if frame["type"] == "hello":
            self.send(state())

    def send(self, *frames):
        for frame in frames:
            self.sockets[-1].send(json.dumps(frame))

    def cut(self):
        self.sockets[-1].close()

    def sent(self, kind, count=1):
        """Return the page's frames of a kind, once there are so many."""
        for _round in range(300):
            found = [frame for frame in self.received if frame["type"] == kind]
            if len(found) >= count:
                return found
            self.page.wait_for_timeout(20)
        raise AssertionError(f"{kind} was not sent {count} times: {self.received}")


def state(status="ai", **fields):
    known = {"queue_position": None, "adviser": None, "advisers_online": True, "code": "AAAA-BBBB", "language": "fr"}
    return {"type": "state", "status": status, **known, **fields}


def message(seq, author_type="ai", text="Trente jours.", **fields):
    authors = {"ai": "Assistant IA", "you": "Vous", "human": "Claire, conseiller", "system": "Information"}
    known = {
        "client_id": None, "origin": "extractive", "ai_generated": author_type == "ai", "html": "", "sources": [], "event": "",
        "stopped": False, "created_at": "2026-11-24T10:00:00+00:00", "language": "fr", "feedback": 0,
    }  # fmt: skip
    return {
        "type": "message", "seq": seq, "id": f"m{seq}", "author_type": author_type, "author": authors[author_type], "text": text,
        **known, **fields,
    }  # fmt: skip


@pytest.fixture
def chat(live_server, site, browser):  # noqa: F811
    """Open the chat page against a played server; returns the page and the server."""
    errors, contexts = [], []

    def open_chat(*, width=390, scheme="light", language="fr", query="", up=True):
        context = browser.new_context(viewport={"width": width, "height": 780}, color_scheme=scheme, locale=language)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        server = Server(page)
        server.is_up = up
        page.goto(f"{live_server.url}/chat/{site.public_key}/?lang={language}{query}")
        page.locator("body[data-ready]").wait_for()
        return page, server

    yield open_chat
    for context in contexts:
        context.close()
    assert errors == []
