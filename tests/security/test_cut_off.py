"""Guichet needs no network: started, asked and exported from in a network namespace that has no way out."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.journeys.conftest import model_of_tests
from tests.ops.conftest import ROOT
from tests.security.cut_off import QUESTION

CUT = ["unshare", "--net"] if os.getuid() == 0 else ["unshare", "--map-root-user", "--net"]


@pytest.mark.model
def test_it_starts_answers_and_exports_with_the_network_cut():
    if not shutil.which("unshare") or subprocess.run([*CUT, "true"], capture_output=True).returncode:
        pytest.skip("this system lets us cut no network: unshare --net is missing or not allowed")
    command = [*CUT, sys.executable, "-m", "tests.security.cut_off", model_of_tests()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["interfaces"] == ["lo"] and found["way_out"] == "Network is unreachable"
    assert "intelligence artificielle" in found["notice"]
    assert "Belgique" in found["answer"]
    said = json.dumps(found["export"], ensure_ascii=False)
    assert QUESTION in said and found["answer"][:40] in said
