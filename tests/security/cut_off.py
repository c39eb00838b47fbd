"""A run with the network cut: start, chat, export. test_cut_off.py starts it in a network namespace of its own.

The last line on standard output is JSON: what the run found.
"""

import fcntl
import json
import re
import signal
import socket
import struct
import sys
import tempfile
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from tests.ops.conftest import Serve, remove

QUESTION = "Combien de temps prend la livraison en Belgique ?"
SIOCSIFFLAGS, IFF_UP = 0x8914, 1


def main(model):
    loopback_up()
    folder = Path(tempfile.mkdtemp(prefix="guichet-cut-off-"))
    served = Serve(folder, "--demo", GUICHET_MODEL_PATH=model)
    try:
        served.until("Ctrl-C stops it", timeout=240)
        print(
            json.dumps(
                {"interfaces": [name for _index, name in socket.if_nameindex()], "way_out": way_out(), **visit(served.address)}
            )
        )
    finally:
        served.process.send_signal(signal.SIGINT)
        served.process.wait(20)
        remove(folder)


def loopback_up():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        fcntl.ioctl(handle, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))


def way_out():
    """Say whether anything beyond this machine can be reached."""
    try:
        socket.create_connection(("192.0.2.1", 443), timeout=2).close()
    except OSError as error:
        return error.strerror
    return "open"


def visit(address):
    """Be a customer: open the chat, ask, wait for the answer, take the conversation away."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    browser.addheaders = [("Origin", address), ("Accept-Language", "fr")]

    def get(path, data=None):
        return browser.open(address + path, urlencode(data).encode() if data else None, timeout=20).read().decode()

    chat = f"/chat/{re.search(r'data-site=.([0-9a-z-]+)', get('/'))[1]}/"
    get(chat)
    notice = json.loads(get(f"{chat}frames?hello=1&lang=fr"))["frames"][0]["text"]
    get(f"{chat}frames?lang=fr", {"action": "send", "text": QUESTION, "client_id": str(uuid4())})
    answer = answered(lambda: json.loads(get(f"{chat}frames?since=0"))["frames"])
    reference = re.search(r"/privacy/([A-Z0-9]{8})/", get("/privacy/"))[1]
    export = json.loads(get(f"/privacy/{reference}/download.json"))
    return {"notice": notice, "answer": answer, "export": export}


def answered(read):
    until = time.monotonic() + 90
    while time.monotonic() < until:
        for frame in read():
            if frame["type"] == "message" and frame["author_type"] == "ai":
                return frame["text"]
        time.sleep(0.2)
    raise SystemExit("no answer within 90 s")


if __name__ == "__main__":
    main(sys.argv[1])
