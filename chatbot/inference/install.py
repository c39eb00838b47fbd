"""Finding the model to run, bringing its file here when it is not, and never using one whose hash is not in the register."""

import contextlib
import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

from chatbot.inference.downloads import BLOCK, SourceFailed
from chatbot.inference.errors import ModelMissing
from chatbot.inference.register import HOSTS, REGISTER, ModelCard, Register
from chatbot.inference.sources import Progress, fetch
from chatbot.inference.verification import hash_of, stamp, verified_hash

__all__ = ["ModelMissing", "Progress", "choose", "install", "installed"]
SPARE = 200 * BLOCK  # disk left free, and room for one part on its way


def choose(
    folder: Path,
    *,
    name: str = "",
    path: str = "",
    progress: Progress,
    register: Register = REGISTER,
    hosts: tuple[str, ...] = HOSTS,
) -> tuple[ModelCard, Path, str]:
    """Return the model to run, its verified file, and a word for the operator when it is not the wanted one.

    `path` names a file whose hash must stand in the register; `name` a model of the register; otherwise the first model
    that is there, or can be had, in the register's order. `hosts` are those that files may come from. Raises ModelMissing.
    """
    if path:
        return (*_given(Path(path), register), "")
    wanted = register.by_name(name)
    if name and wanted is None:
        raise ModelMissing(f"The model register has no {name!r}. It has: {register.names}.")
    if wanted:
        return wanted, install(wanted, folder, progress, hosts), ""
    reasons = []
    for card in register:
        try:
            file = install(card, folder, progress, hosts)
        except ModelMissing as error:
            reasons.append(str(error))
            continue
        return card, file, _note(card, reasons)
    raise ModelMissing(" ".join(reasons))


def _note(card: ModelCard, reasons: list[str]) -> str:
    if not reasons:
        return ""
    means = "" if card.can_compose else ": answers are quoted, not composed"
    return f"{' '.join(reasons)} {card.name} is used instead{means}."


def install(card: ModelCard, folder: Path, progress: Progress, hosts: tuple[str, ...] = HOSTS) -> Path:
    """Return the verified file of this model below `folder`, fetched when it is not there; raises ModelMissing."""
    target = folder / card.file
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if _is_verified(target, card):
            return target
        with _alone(folder, card, progress):
            if not _is_verified(target, card):  # it may have come while we waited
                _fetch_from_any(card, target, progress, hosts)
    except OSError as error:
        raise ModelMissing(f"{card.name} could not be installed: {error.strerror or error}, {folder}.") from error
    return target


def installed(folder: Path, register: Register = REGISTER) -> list[tuple[ModelCard, Path]]:
    """Return the models of the register whose verified files lie in `folder`."""
    return [(card, folder / card.file) for card in register if is_installed(card, folder)]


def is_installed(card: ModelCard, folder: Path) -> bool:
    """Return whether this model's file lies in `folder` and is the registered one."""
    with contextlib.suppress(OSError):
        return _is_verified(folder / card.file, card)
    return False


def _is_verified(path: Path, card: ModelCard) -> bool:
    return path.exists() and verified_hash(path) == card.sha256


@contextlib.contextmanager
def _alone(folder: Path, card: ModelCard, progress: Progress) -> Iterator[None]:
    """Let one process of this machine fetch at a time; the others wait and find the file."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress(0, card.size, "waiting for another process that installs a model")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fetch_from_any(card: ModelCard, target: Path, progress: Progress, hosts: tuple[str, ...]) -> None:
    partial = target.with_name(f"{card.file}.part")
    _check_space(card, partial)
    reasons = [f"the file {target} has another hash than the register"] if target.exists() else []
    if not card.sources:
        reasons.append("its entry names no address; `manage.py models install NAME --from FILE` takes a file that you have")
    for source in card.sources:
        try:
            fetch(source, card, partial, hosts, progress)
        except SourceFailed as error:
            reasons.append(str(error))
            continue
        progress(card.size, card.size, "checking the hash")
        if hash_of(partial) == card.sha256:
            partial.replace(target)
            stamp(target, card.sha256)
            return
        partial.unlink()
        reasons.append("the file that came has another hash: removed")
    raise ModelMissing(f"{card.name} could not be fetched: {'; '.join(reasons)}.")


def _given(path: Path, register: Register) -> tuple[ModelCard, Path]:
    try:
        found = verified_hash(path)
    except OSError as error:
        raise ModelMissing(f"The model file {path} cannot be read: {error.strerror}.") from error
    card = register.by_hash(found)
    if card is None:
        raise ModelMissing(f"The model file {path} (sha256 {found}) has no entry in the model register: it is not loaded.")
    return card, path


def _check_space(card: ModelCard, partial: Path) -> None:
    missing = card.size - (partial.stat().st_size if partial.exists() else 0)
    free = shutil.disk_usage(partial.parent).free
    if free < missing + SPARE:
        raise ModelMissing(
            f"{card.name} needs {(missing + SPARE) // BLOCK} MB in {partial.parent}, where {free // BLOCK} MB are free."
        )
