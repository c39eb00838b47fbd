"""A web process and a worker process on one database and one Redis: what one answers reaches the sockets of the other."""

import asyncio
import os
import re
import shutil
import subprocess
from http.cookiejar import CookieJar
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.journeys.conftest import model_of_tests
from tests.journeys.test_chaos import Customer
from tests.ops.conftest import Serve, free_port, var  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.redis, pytest.mark.model]


@pytest.fixture
def redis(tmp_path):
    """A Redis for this test: the given one, or a server of its own on a free loopback port."""
    if address := os.environ.get("REDIS_TEST_URL"):
        yield address
        return
    program = shutil.which("redis-server")
    if not program:
        pytest.skip("no REDIS_TEST_URL and no redis-server (Debian: apt install redis-server)")
    port = free_port()
    arguments = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no", "--dir", str(tmp_path)]
    server = subprocess.Popen([program, *arguments], stdout=subprocess.DEVNULL)
    yield f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.wait()


async def test_a_question_to_the_one_is_answered_by_the_other(var, redis):  # noqa: F811
    environment = {"REDIS_URL": redis, "GUICHET_MODEL_PATH": model_of_tests()}
    web = Serve(var, "--demo", "--role", "web", **environment)
    worker = None
    try:
        await asyncio.to_thread(web.until, "Ctrl-C stops it", 240)
        worker = Serve(var, "--role", "worker", **environment)
        await asyncio.to_thread(worker.until, "Ctrl-C stops it", 120)
        jar = CookieJar()
        key = re.search(r'data-site="(\w+)"', web.get("/")[1])[1]
        await asyncio.to_thread(build_opener(HTTPCookieProcessor(jar)).open, f"{web.address}/chat/{key}/")
        customer = Customer(web.address, key, next(one.value for one in jar if one.name == "guichet_customer"))
        await customer.connect()
        await customer.say("Combien de temps prend la livraison en Belgique ?")
        await customer.follow(lambda: customer.by("ai"), 60)
    finally:
        for process in filter(None, (worker, web)):
            process.kill()
    assert "Belgique" in customer.by("ai")[0]["text"]
    assert customer.pieces, "the words came only with the end"
