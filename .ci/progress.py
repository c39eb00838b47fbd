"""Runs a long command and says every few seconds how far it is."""

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

INTERVAL = 10.0  # seconds between two lines of progress


class CommandFailed(Exception):
    """The command ended with an error; `output` is all that it said."""

    def __init__(self, output: str) -> None:
        super().__init__("command failed")
        self.output = output


def say(text: str) -> None:
    """Tell the person who waits."""
    print(text, file=sys.stderr, flush=True)


def follow(command: list[str], *, log: Path, describe: Callable[[str], str | None], environment: dict[str, str]) -> None:
    """Run `command`, its output into `log`, the last step that `describe` recognised on the screen; raises CommandFailed."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
        text=True,
        errors="replace",
    )
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_read, args=(process, lines), daemon=True).start()
    try:
        output = _show(lines, log, describe)
    except BaseException:
        process.terminate()
        raise
    finally:
        code = process.wait()
    if code:
        raise CommandFailed(output)


def _read(process: "subprocess.Popen[str]", lines: "queue.Queue[str | None]") -> None:
    assert process.stdout is not None  # noqa: S101  (asked for above)
    for line in process.stdout:
        lines.put(line)
    lines.put(None)


def _show(lines: "queue.Queue[str | None]", log: Path, describe: Callable[[str], str | None]) -> str:
    """Write the lines to the log and a word of progress now and then, until they end; returns them all."""
    began = told = time.monotonic()
    step = "working"
    output: list[str] = []
    with log.open("a") as file:
        while True:
            try:
                line = lines.get(timeout=1)
            except queue.Empty:
                line = ""
            if line is None:
                return "".join(output)
            output.append(line)
            file.write(line)
            step = describe(line.rstrip()) or step
            if time.monotonic() - told >= INTERVAL:
                told = time.monotonic()
                say(f"  [{told - began:4.0f} s] {step}")
