"""How the engine's process begins: without a network, where the system lets a process give its own up.

It runs before anything else is imported, since a process with threads cannot change its own user namespace.
"""

import ctypes
import os
import sys
from pathlib import Path

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def seal() -> bool:
    """Move into a network namespace of our own, which has no way out; returns whether the system allowed it."""
    if sys.platform != "linux":
        return False
    uid, gid = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) == 0:
        return True
    if libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
        return False
    _stay_ourselves(uid, gid)
    return True


def _stay_ourselves(uid: int, gid: int) -> None:
    """Keep user and group as they are: files could not be written by a user that the namespace does not know."""
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")


if __name__ == "__main__":
    if not seal():
        sys.stderr.write("engine: this system does not let a process give its network up; close it in the service's unit.\n")
    os.execv(sys.executable, [sys.executable, "-m", "chatbot.inference.process"])  # noqa: S606  ourselves, in the new namespace
