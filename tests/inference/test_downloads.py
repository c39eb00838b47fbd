"""Model files from addresses: the hash decides, hosts must be allowed wherever a redirect leads, and downloads go on."""

import hashlib
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from chatbot.inference.errors import ModelMissing
from chatbot.inference.install import install
from chatbot.inference.register import SMOLLM2, Address, LocalFile

CONTENT = bytes(range(256)) * 20_000
HERE = ("127.0.0.1",)


class Publisher(BaseHTTPRequestHandler):
    """Gives the file at /whole, half of it at the first request of /halves, other bytes at /other, redirects at /away…"""

    def do_GET(self):
        self.server.asked.append((self.path, self.headers.get("Range")))
        if self.path.startswith("/away"):
            host = "localhost" if self.path == "/away" else "127.0.0.1"
            target = "file:///etc/passwd" if self.path == "/away-to-file" else f"http://{host}:{self.server.server_port}/whole"
            self.send_response(302)
            self.send_header("Location", target)
            self.end_headers()
            return
        body = CONTENT[::-1] if self.path == "/other" else CONTENT * 2 if self.path == "/longer" else CONTENT
        begin = int(self.headers.get("Range", "bytes=0-")[6:-1])
        self.send_response(206 if begin else 200)
        self.send_header("Content-Length", str(len(body) - begin))
        self.end_headers()
        end = len(body) // 2 if self.path == "/halves" and not begin else len(body)
        self.wfile.write(body[begin:end])

    def log_message(self, *_):
        pass


@pytest.fixture
def publisher(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    server.asked = []
    server.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def card(source):
    return replace(SMOLLM2, file="m.gguf", size=len(CONTENT), sha256=hashlib.sha256(CONTENT).hexdigest(), sources=(source,))


def quiet(done, total, what):
    pass


def refused(folder, source, hosts=HERE):
    with pytest.raises(ModelMissing) as error:
        install(card(source), folder, quiet, hosts)
    assert not (folder / "m.gguf").exists()
    return str(error.value)


def test_it_downloads_from_an_allowed_host_and_tells_how_far_it_is(publisher, tmp_path):
    told = []
    path = install(card(Address(f"{publisher.address}/whole")), tmp_path, lambda *now: told.append(now), HERE)
    assert path.read_bytes() == CONTENT
    assert told[0][2] == "downloading" and told[-1] == (len(CONTENT), len(CONTENT), "checking the hash")


def test_it_goes_on_where_a_connection_broke(publisher, tmp_path):
    assert install(card(Address(f"{publisher.address}/halves")), tmp_path, quiet, HERE).read_bytes() == CONTENT
    assert publisher.asked == [("/halves", None), ("/halves", f"bytes={len(CONTENT) // 2}-")]


def test_it_goes_on_where_an_earlier_process_stopped(publisher, tmp_path):
    (tmp_path / "m.gguf.part").write_bytes(CONTENT[:1000])
    assert install(card(Address(f"{publisher.address}/whole")), tmp_path, quiet, HERE).read_bytes() == CONTENT
    assert publisher.asked == [("/whole", "bytes=1000-")]


def test_it_refuses_a_host_that_is_not_allowed_without_asking_it(publisher, tmp_path):
    said = refused(tmp_path, Address(f"{publisher.address}/whole"), ("models.example", ".example.eu"))
    assert "127.0.0.1 is not allowed" in said and "GUICHET_MODEL_HOSTS" in said
    assert publisher.asked == []


def test_it_refuses_a_redirect_to_a_host_that_is_not_allowed(publisher, tmp_path):
    said = refused(tmp_path, Address(f"{publisher.address}/away"))
    assert "localhost is not allowed" in said and "GUICHET_MODEL_HOSTS" in said
    assert publisher.asked == [("/away", None)]


def test_it_follows_a_redirect_to_an_allowed_host(publisher, tmp_path):
    path = install(card(Address(f"{publisher.address}/away")), tmp_path, quiet, (*HERE, "localhost"))
    assert path.read_bytes() == CONTENT


def test_it_refuses_a_redirect_to_a_file_of_this_machine(publisher, tmp_path):
    assert "not allowed" in refused(tmp_path, Address(f"{publisher.address}/away-to-file"))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://models.example/m.gguf", "http://[broken"])
def test_it_refuses_addresses_of_another_kind(tmp_path, url):
    assert f"{url} is no " in refused(tmp_path, Address(url))


@pytest.mark.parametrize("path", ["/other", "/longer"])
def test_what_has_another_hash_or_size_is_not_kept(publisher, tmp_path, path):
    refused(tmp_path, Address(publisher.address + path))


def test_it_takes_a_file_that_is_here(tmp_path):
    (tmp_path / "given.gguf").write_bytes(CONTENT)
    path = install(card(LocalFile(tmp_path / "given.gguf")), tmp_path / "models", quiet)
    assert path.read_bytes() == CONTENT and path.parent == tmp_path / "models"


def test_a_local_file_of_another_hash_is_refused(tmp_path):
    (tmp_path / "given.gguf").write_bytes(CONTENT[::-1])
    assert "another hash" in refused(tmp_path, LocalFile(tmp_path / "given.gguf"))
    assert "cannot be read" in refused(tmp_path, LocalFile(tmp_path / "absent.gguf"))
