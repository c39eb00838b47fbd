"""The systemd units that are shipped: one user each, no way out, a read-only system, a cap on memory."""

import re
import shutil
import subprocess

import pytest

from tests.ops.conftest import ROOT

FOLDER = ROOT / "docs" / "systemd"
UNITS = ("guichet.service", "guichet-web.service", "guichet-worker.service")
EVERYWHERE = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "IPAddressDeny": "any",
    "RestrictSUIDSGID": "yes",
    "LockPersonality": "yes",
    "UMask": "0077",
}
MOST_EXPOSED = 20  # of 100, by systemd's own scale; below 20 is its best grade but one


def directives(unit):
    lines = (FOLDER / unit).read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_is_closed_and_capped(unit):
    told = directives(unit)
    assert {name: told.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert re.fullmatch(r"\d+G", told["MemoryMax"]) and told["User"] not in {"", "root"}


def test_the_model_runs_under_a_user_of_its_own_without_any_network():
    worker, web = directives("guichet-worker.service"), directives("guichet-web.service")
    assert worker["User"] != web["User"]
    assert worker["PrivateNetwork"] == "yes" and worker["RestrictAddressFamilies"] == "AF_UNIX"
    assert "IPAddressAllow" not in worker


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_itself_finds_little_exposed(unit):
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze on this machine")
    command = ["systemd-analyze", "security", "--offline=yes", f"--threshold={MOST_EXPOSED}", "--no-pager", str(FOLDER / unit)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert "Overall exposure level" in done.stdout, done.stderr
    assert done.returncode == 0, done.stdout.splitlines()[-1]
