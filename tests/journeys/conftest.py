import contextlib
import os
import signal
from pathlib import Path

import pytest

from tests.ops.conftest import Serve, remove

QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def model_of_tests():
    path = os.environ.get("GUICHET_TEST_MODEL", "")
    if not path or not Path(path).exists():
        pytest.skip("no GUICHET_TEST_MODEL: `make test` fetches the model")
    return path


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """One real `manage.py serve --demo` with a real model, for all journeys."""
    folder = tmp_path_factory.mktemp("journeys")
    one = Serve(folder, "--demo", GUICHET_MODEL_PATH=model_of_tests())
    one.until("Ctrl-C stops it", timeout=240)
    yield one
    with contextlib.suppress(Exception):
        one.stop(signal.SIGINT)
    one.kill()
    remove(folder)


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium."""
    sync_api = pytest.importorskip("playwright.sync_api")
    program = os.environ.get("GUICHET_TEST_BROWSER", "/usr/bin/chromium")
    if not Path(program).exists():
        pytest.skip("no Chromium (Debian: apt install chromium)")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield running
        running.close()


def violations(page):
    """Return what axe finds, as (rule, where)."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page).response["violations"]
    return [(one["id"], [node["html"][:140] for node in one["nodes"]]) for one in found]
