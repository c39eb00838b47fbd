"""Computed prefixes on disk, a file each: written at publication, read after a restart, dropped with the article."""

import contextlib
import hashlib
import json
import os
import re
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SUFFIX = ".prefix"
LABEL = re.compile(r"[a-z0-9-]{1,80}")


class Shelf:
    """A folder of prefixes for one model and runtime, `identity`; what is older makes room within `budget_bytes`.

    In use is what has been written, read or claimed since it was opened: what other models or prompts have left is not.
    A file is a line of JSON and the state as llama.cpp gives it. One that is truncated, altered or made by another model or
    runtime is removed, and computed anew when it is needed. A full disk costs the file, not the answer.
    """

    def __init__(self, folder: Path, identity: str, budget_bytes: int) -> None:
        self._folder, self._identity, self._budget = folder, identity, budget_bytes
        self._in_use: dict[Path, int] = {}  # with their bytes
        self._cannot_write = False
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)

    def holds(self, tokens: Sequence[int]) -> bool:
        """Return whether there is a file for exactly these tokens."""
        return self._find(tokens) is not None

    @property
    def is_full(self) -> bool:
        """Whether another file would drive out one that is in use, or could not be written."""
        sizes = self._in_use.values()
        return self._cannot_write or sum(sizes) + max(sizes, default=0) > self._budget

    def claim(self, tokens: Sequence[int]) -> bool:
        """Return whether there is a file of the right length for exactly these tokens, and use it: others make room first."""
        path = self._find(tokens)
        try:
            if path is None or not _is_complete(path):
                return False
            self._use(path)
        except (OSError, ValueError):
            return False
        return True

    def load(self, tokens: Sequence[int]) -> tuple[NDArray[np.uint8], str] | None:
        """Return the state after exactly these tokens, and its label; None when it is not here, or not whole."""
        path = self._find(tokens)
        if path is None:
            return None
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            if json.loads(head) != self._facts(tokens, body):
                raise ValueError("not what it should be")
            self._use(path)
        except (OSError, ValueError) as error:
            sys.stderr.write(f"engine: a kept prefix is removed: {error}\n")
            self._remove(path)
            return None
        return np.frombuffer(body, dtype=np.uint8), path.name.split(".")[0]

    def save(self, tokens: Sequence[int], state: NDArray[np.uint8], label: str) -> None:
        """Keep the state on disk; raises ValueError for a label that is no plain name."""
        if not LABEL.fullmatch(label):
            raise ValueError(f"{label!r} cannot be a label")
        body = state.tobytes()
        path = self._folder / f"{label}.{self._name(tokens)}{SUFFIX}"
        partial = path.with_suffix(".part")
        try:
            partial.write_bytes(json.dumps(self._facts(tokens, body)).encode() + b"\n" + body)
            partial.replace(path)
            self._use(path)
        except OSError as error:
            sys.stderr.write(f"engine: a prefix is not kept on disk: {error.strerror}\n")
            self._cannot_write = True
            self._remove(partial)
        else:
            self._cannot_write = False
            self._make_room(path)

    def forget(self, label: str) -> None:
        """Remove whatever is kept under this label."""
        for path in self._folder.glob(f"{label}.*") if LABEL.fullmatch(label) else ():
            self._remove(path)

    def _make_room(self, newest: Path) -> None:
        """Remove the least recently used files beyond the budget."""
        facts = [(status.st_mtime, status.st_size, path) for path in self._all() if (status := _status(path))]
        total = sum(size for _used, size, _path in facts)
        for _used, size, path in sorted(facts):
            if total > self._budget and path != newest:
                self._remove(path)
                total -= size

    def _use(self, path: Path) -> None:
        """Note that this file is in use; those that are not make room before it."""
        path.touch()
        self._in_use[path] = path.stat().st_size

    def _remove(self, path: Path) -> None:
        self._in_use.pop(path, None)
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)

    def _all(self) -> list[Path]:
        return list(self._folder.glob(f"*{SUFFIX}"))

    def _find(self, tokens: Sequence[int]) -> Path | None:
        return next(self._folder.glob(f"*.{self._name(tokens)}{SUFFIX}"), None)

    def _facts(self, tokens: Sequence[int], body: bytes) -> dict[str, object]:
        return {"identity": self._identity, "tokens": len(tokens), "bytes": len(body), "crc32": zlib.crc32(body)}

    def _name(self, tokens: Sequence[int]) -> str:
        digest = hashlib.sha256(self._identity.encode())
        digest.update(np.asarray(tokens, dtype=np.int32).tobytes())
        return digest.hexdigest()[:32]


def _is_complete(path: Path) -> bool:
    """Return whether the file is as long as it says; raises OSError or ValueError when it says nothing."""
    with path.open("rb") as file:
        head = file.readline()
    facts = json.loads(head)
    return isinstance(facts, dict) and path.stat().st_size == len(head) + facts.get("bytes", -1)


def _status(path: Path) -> os.stat_result | None:
    """Return the file's status; None when another process has just removed it."""
    try:
        return path.stat()
    except OSError:
        return None
