import asyncio

from chatbot.serving.sockets import Sockets


class Browser:
    """What a socket receives."""

    def __init__(self):
        self.got = []

    async def send(self, message):
        self.got.append(message)


async def test_open_sockets_are_counted_and_closed_with_1012_and_no_new_one_is_accepted():
    opened, end = asyncio.Event(), asyncio.Event()

    async def application(scope, receive, send):
        opened.set()
        await end.wait()

    sockets, first, second = Sockets(application), Browser(), Browser()
    running = asyncio.create_task(sockets({"type": "websocket"}, None, first.send))
    await opened.wait()
    assert len(sockets) == 1
    await sockets.close()
    await sockets({"type": "websocket"}, None, second.send)
    assert first.got == second.got == [{"type": "websocket.close", "code": 1012}]
    end.set()
    await running
    assert len(sockets) == 0


async def test_pages_pass_through():
    seen = []

    async def application(scope, receive, send):
        seen.append(scope["type"])

    sockets = Sockets(application)
    await sockets.close()
    await sockets({"type": "http"}, None, Browser().send)
    assert seen == ["http"]
