"""What hostile or broken clients send to a real server: each gets its answer, and the server goes on serving others."""

import asyncio
import json
import re
from urllib.request import Request, urlopen

import pytest

websockets = pytest.importorskip("websockets")
pytestmark = pytest.mark.model


@pytest.fixture
def line(served):
    """Return how to open a socket of the demo chat with this Origin."""
    key = re.search(r'data-site="(\w+)"', served.get("/")[1])[1]
    url = f"{served.address.replace('http', 'ws')}/ws/chat/{key}/"

    def connect(origin=served.address, address=url):
        headers = {"Cookie": "guichet_customer=a-browser-of-its-own", **({"Origin": origin} if origin else {})}
        return websockets.connect(address, additional_headers=headers)

    return connect


async def is_served(line):
    async with line() as socket:
        assert json.loads(await socket.recv())["type"] == "disclosure"
        await socket.send('{"type":"ping"}')
        while json.loads(await asyncio.wait_for(socket.recv(), 10))["type"] != "pong":
            pass
    return True


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ('{"type":"message","text":"' + "a" * 1_000_000 + '"}', 1009),
        (b"\x00" * 200_000, 1009),
    ],
)
async def test_a_frame_that_is_too_big_closes_that_socket_alone(line, raw, code):
    async with line() as socket:
        await socket.recv()
        await socket.send(raw)
        with pytest.raises(websockets.ConnectionClosed) as closed:
            while True:
                await asyncio.wait_for(socket.recv(), 10)
        assert closed.value.rcvd is None or closed.value.rcvd.code == code
    assert await is_served(line)


async def test_invalid_utf8_closes_that_socket_alone(line):
    async with line() as socket:
        await socket.recv()
        socket.transport.write(bytes([0x81, 0x82, 0, 0, 0, 0, 0xC3, 0x28]))  # a masked text frame that is no UTF-8
        with pytest.raises(websockets.ConnectionClosed):
            while True:
                await asyncio.wait_for(socket.recv(), 10)
    assert await is_served(line)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
async def test_a_foreign_page_is_refused_before_the_handshake(line, origin):
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with line(origin=origin):
            pass
    assert refused.value.response.status_code == 403
    assert await is_served(line)


async def test_an_unknown_key_is_refused(line, served):
    with pytest.raises(websockets.InvalidStatus):
        async with line(address=f"{served.address.replace('http', 'ws')}/ws/chat/0123456789abcdef/"):
            pass


def test_broken_requests_get_an_answer_and_the_server_lives(served):
    for path in ("/chat/%00/", "/privacy/AAAAAAAA/", "/chat/x/../../etc/passwd", f"/?lang={'x' * 5000}", "/ws/chat/x/"):
        status, _body = served.get(path)
        assert status in {200, 400, 404}, path
    request = Request(f"{served.address}/privacy/", data=b"code=" + b"\xff" * 3_000_000)  # noqa: S310
    with pytest.raises(Exception, match=r"40|41"):
        urlopen(request, timeout=10)  # noqa: S310
    assert served.get("/health/ready")[0] == 200
