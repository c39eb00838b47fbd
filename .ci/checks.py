"""Runs every check of `make check`, all of them even when one fails; ends with status 1 then."""

import os
import subprocess
import sys
import time
from pathlib import Path

from progress import say

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable
MANAGE = [PYTHON, "manage.py"]
PRODUCTION = {
    "GUICHET_URL": "https://support.example.eu",
    "GUICHET_HOSTS": "support.example.eu",
    "GUICHET_DEBUG": "0",
    "GUICHET_SECOND_FACTOR": "required",
}

CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "lint": ([str(BIN / "ruff"), "check", "."], {}),
    "format": ([str(BIN / "ruff"), "format", "--check", "."], {}),
    "types": ([str(BIN / "mypy")], {}),
    "imports": ([str(BIN / "lint-imports")], {}),
    "migrations": ([*MANAGE, "makemigrations", "--check", "--dry-run"], {}),
    "deployment": ([*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    "translations": ([PYTHON, ".ci/translations.py"], {}),
}


def main() -> int:
    """Return the exit status."""
    failed = [name for name, (command, environment) in CHECKS.items() if not passes(name, command, environment)]
    say(f"Failed: {', '.join(failed)}." if failed else f"All {len(CHECKS)} checks passed.")
    return bool(failed)


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one check, show its output when it fails."""
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    say(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({time.monotonic() - began:.1f} s)")
    if done.returncode or "guichet:" in done.stdout:
        say(done.stdout.rstrip())
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
