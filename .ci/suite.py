"""Runs the whole test suite: says first what the machine lacks, gets the small test model, then hands over to pytest."""

import os
import shutil
import sys
from pathlib import Path

from progress import say

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatbot.settings")
django.setup()

from chatbot import conf
from chatbot.inference.install import ModelMissing, install
from chatbot.inference.register import SMOLLM2
from chatbot.serving import assets
from chatbot.serving.translations import compile_catalogues

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main(arguments: list[str]) -> None:
    """Prepare and become pytest."""
    compile_catalogues(ROOT / "locale")
    assets.gather()
    environment = {**os.environ, **test_model(), **browser(), **redis()}
    os.chdir(ROOT)
    os.execve(sys.executable, [sys.executable, "-m", "pytest", *arguments], environment)


def test_model() -> dict[str, str]:
    """Return where the model for tests is, fetched if needed."""
    if os.environ.get("GUICHET_TEST_MODEL"):
        return {}
    try:
        path = install(SMOLLM2, conf.load().paths.models, lambda done, total, what: None)
    except (ModelMissing, OSError) as error:
        say(f"Tests that run a model are skipped: {error}")
        return {}
    return {"GUICHET_TEST_MODEL": str(path)}


def browser() -> dict[str, str]:
    """Return which browser the journeys run in."""
    found = os.environ.get("GUICHET_TEST_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        say("Browser tests are skipped: no Chromium found (Debian: apt install chromium).")
        return {}
    return {"GUICHET_TEST_BROWSER": found}


def redis() -> dict[str, str]:
    """Say when the tests that need Redis have none."""
    if not os.environ.get("REDIS_TEST_URL") and not shutil.which("redis-server"):
        say("Redis tests are skipped: no REDIS_TEST_URL and no redis-server found (Debian: apt install redis-server).")
    return {}


if __name__ == "__main__":
    main(sys.argv[1:])
