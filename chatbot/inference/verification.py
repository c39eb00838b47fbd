"""Which model a file is: its sha256, kept in a stamp beside it so that an unchanged file is not read again at every start."""

import contextlib
import errno
import hashlib
import json
from pathlib import Path


def verified_hash(path: Path) -> str:
    """Return the file's sha256, from the stamp beside it when the file has not changed since; raises OSError."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):  # no stamp, or not ours: the file is read
        kept = json.loads(_stamp_file(path).read_text())
        if kept == _facts(path, kept["sha256"]):
            return str(kept["sha256"])
    found = hash_of(path)
    stamp(path, found)
    return found


def stamp(path: Path, sha256: str) -> None:
    """Note beside the file that it has been read and has this hash."""
    with contextlib.suppress(OSError):  # a folder that cannot be written only costs time
        _stamp_file(path).write_text(json.dumps(_facts(path, sha256)))


def unstamp(path: Path) -> None:
    """Forget what was noted about the file."""
    with contextlib.suppress(OSError):
        _stamp_file(path).unlink(missing_ok=True)


def hash_of(path: Path) -> str:
    """Return the sha256 of a whole file, in hexadecimal."""
    if path.exists() and not path.is_file():  # a folder, or a pipe, which would be waited for
        raise OSError(errno.EINVAL, "it is not a file")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stamp_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.verified")


def _facts(path: Path, sha256: str) -> dict[str, object]:
    status = path.stat()
    return {"size": status.st_size, "mtime_ns": status.st_mtime_ns, "sha256": sha256}
