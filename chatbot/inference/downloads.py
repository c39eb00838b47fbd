"""Files from addresses: only from hosts that the operator allows, wherever a redirect leads, and going on where it stopped."""

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

BLOCK = 1024 * 1024
SILENCE_SECONDS = 5  # a host that says nothing for so long is given up
ATTEMPTS = 3  # connections in a row that may break without having brought anything
BROKEN = (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError)


class SourceFailed(Exception):
    """This source did not give the file; the message says why."""


def download(url: str, partial: Path, size: int, hosts: tuple[str, ...], progress: Callable[[int], None]) -> None:
    """Complete the file `partial` of `size` bytes, with as many connections as bring something; raises SourceFailed, OSError."""
    failures = 0
    while (done := _size(partial)) < size:
        try:
            _receive(url, done, partial, size, hosts, progress)
            error: Exception = SourceFailed("the file is shorter than it should be")
        except BROKEN as broken:
            error = broken
        failures = 0 if _size(partial) > done else failures + 1
        if failures == ATTEMPTS or isinstance(error, urllib.error.HTTPError):
            raise SourceFailed(f"{url} cannot be downloaded ({getattr(error, 'reason', error)})") from error


def check_host(url: str, hosts: tuple[str, ...]) -> None:
    """Raise SourceFailed unless the address is http(s), at an allowed host; `.example.eu` allows all hosts below example.eu."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise SourceFailed(f"{url} is no address") from error
    host = (parts.hostname or "").lower()
    if parts.scheme not in ("http", "https") or not host:
        raise SourceFailed(f"{url} is no http or https address")
    if not any(host == one or (one.startswith(".") and host.endswith(one)) for one in map(str.lower, hosts)):
        raise SourceFailed(f"the host {host} is not allowed: GUICHET_MODEL_HOSTS names those that are")


class _CheckedRedirects(urllib.request.HTTPRedirectHandler):
    def __init__(self, hosts: tuple[str, ...]) -> None:
        self._hosts = hosts

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        check_host(newurl, self._hosts)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _receive(url: str, done: int, partial: Path, size: int, hosts: tuple[str, ...], progress: Callable[[int], None]) -> None:
    check_host(url, hosts)
    opener = urllib.request.build_opener(_CheckedRedirects(hosts))
    request = urllib.request.Request(url, headers={"Range": f"bytes={done}-"} if done else {})  # noqa: S310  (checked above)
    with opener.open(request, timeout=SILENCE_SECONDS) as answer:
        begin = done if answer.status == 206 else 0
        with open_at(partial, begin) as target:
            while block := answer.read(BLOCK):
                target.write(block)
                progress(target.tell())
                if target.tell() > size:
                    raise SourceFailed(f"{url} gives a file larger than {size} bytes")


def open_at(partial: Path, begin: int) -> IO[bytes]:
    """Open the file for writing at `begin`, without what came after."""
    target = partial.open("r+b" if partial.exists() else "w+b")
    target.truncate(begin)
    target.seek(begin)
    return target


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
