"""How much processor time the engine's processes have taken, those that have ended included."""

import os
from pathlib import Path

UTIME, STIME = 11, 12  # among the fields of /proc/PID/stat that follow the program's name


class ProcessorTime:
    """Adds up over the processes, one after the other; as much of each as was seen of it."""

    def __init__(self) -> None:
        self._pid: int | None = None
        self._ended = self._running = 0.0

    def read(self, pid: int | None) -> float:
        """Look at the running process and return the seconds of all; stays at 0 where the system does not tell."""
        if pid is not None and pid != self._pid:
            self._ended, self._running, self._pid = self._ended + self._running, 0.0, pid
        self._running = max(self._running, _seconds(pid))
        return self._ended + self._running


def _seconds(pid: int | None) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[UTIME]) + int(fields[STIME])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError, ValueError):
        return 0.0
