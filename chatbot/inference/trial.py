"""Whether the engine could run a file: header and chat template, read in a process of its own without loading the weights.

The program reads a file that may be hostile, with native code: whatever happens to it is one sentence here.
"""

import os
import subprocess
import sys
from pathlib import Path

from chatbot.inference.chat_template import from_file
from chatbot.inference.child import PASSED_ON
from chatbot.inference.errors import ModelUnreadable
from chatbot.inference.template import OWN

SECONDS = 120


def check_file(path: Path, template: str) -> None:
    """Raise ModelUnreadable, with a sentence that says why, for a file that the engine would refuse with this template."""
    command = [sys.executable, "-m", "chatbot.inference.trial", str(path.absolute()), template]
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=SECONDS, env=environment, cwd=Path(__file__).resolve().parents[2]
        )
    except subprocess.TimeoutExpired as error:
        raise ModelUnreadable(f"Reading {path} takes more than {SECONDS} seconds.") from error
    if done.returncode != 0:
        raise ModelUnreadable(done.stdout.strip() or f"{path} makes the model runtime crash.")


def main(path: str, template: str) -> int:
    """Try the file and print why it cannot be used; returns the exit status."""
    from chatbot.inference.model import read_own_template

    try:
        own = read_own_template(path)
        if template == OWN:
            from_file(own)
    except ModelUnreadable as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
