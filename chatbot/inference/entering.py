"""Entering a file that the operator has into the model register, checking what is there, and taking out what was entered."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chatbot.inference.entries import full_register, read, to_card, write
from chatbot.inference.errors import ModelMissing, ModelUnreadable
from chatbot.inference.install import install
from chatbot.inference.register import LocalFile, ModelCard, Register
from chatbot.inference.sources import Progress
from chatbot.inference.trial import check_file
from chatbot.inference.verification import hash_of, stamp, unstamp


@dataclass(frozen=True)
class Finding:
    """What was found of one model: is it as it should be, absent, or wrong, and why."""

    name: str
    state: str  # ok, absent or wrong
    reason: str


def add(file: Path, facts: dict[str, Any], *, register: Path, folder: Path, progress: Progress) -> ModelCard:
    """Enter the file with these facts, after it has been read and tried, and bring it into `folder`; raises ModelMissing."""
    try:
        size = file.stat().st_size
        progress(0, size, "reading the file")
        row = {**facts, "file": file.name, "sha256": hash_of(file), "size": size}
    except OSError as error:
        raise ModelMissing(f"The model file {file} cannot be read: {error.strerror}.") from error
    card = to_card(row, "The new entry", known=full_register(register))
    _try(file, card)
    target = folder / card.file
    if target.exists() and not target.samefile(file):
        raise ModelMissing(f"There is another file {target} already: rename one of the two.")
    install(replace(card, sources=(LocalFile(file),)), folder, progress)
    write(register, [*read(register), card])
    return card


def remove(card: ModelCard, *, register: Path, folder: Path, with_file: bool) -> None:
    """Take the operator's entry out, and remove the model's file if wanted; raises OSError."""
    if not card.is_built_in:
        write(register, [one for one in read(register) if one.sha256 != card.sha256])
    if with_file:
        (folder / card.file).unlink(missing_ok=True)
        unstamp(folder / card.file)


def verify(register: Register, folder: Path, progress: Progress) -> Iterator[Finding]:
    """Read every file again in full: those of the register, and those that lie beside them without an entry."""
    for card in register:
        yield verify_one(card, folder, progress)
    known = {card.file for card in register}
    for path in sorted(folder.glob("*.gguf")):
        if path.name not in known:
            yield Finding(path.name, "wrong", "has no entry in the model register: it is not loaded.")


def verify_one(card: ModelCard, folder: Path, progress: Progress) -> Finding:
    """Read this model's file again in full, whatever was noted about it, and try it."""
    path = folder / card.file
    if not path.exists() and not path.is_symlink():
        return Finding(card.name, "absent", f"{path} is not there.")
    progress(0, card.size, f"reading {card.file}")
    try:
        found = hash_of(path)
        if found != card.sha256:
            unstamp(path)
            return Finding(card.name, "wrong", f"{path} has the sha256 {found}, not {card.sha256}.")
        _try(path, card)
    except OSError as error:
        return Finding(card.name, "wrong", f"{path} cannot be read: {error.strerror}.")
    except ModelMissing as error:
        return Finding(card.name, "wrong", str(error))
    stamp(path, found)
    return Finding(card.name, "ok", f"{path}, sha256 {found}")


def _try(path: Path, card: ModelCard) -> None:
    try:
        check_file(path, card.template)
    except ModelUnreadable as error:
        raise ModelMissing(str(error)) from error
