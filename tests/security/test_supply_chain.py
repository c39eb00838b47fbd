"""What Guichet is made of: every package pinned by hash, from whatever index, under a licence that lets it be used freely."""

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest

from chatbot.conf import BASE_DIR
from chatbot.inference.register import REGISTER
from compliance.conformity.licences import licences_of

LOCKS = ("requirements.lock", "requirements-dev.lock")
ENTRY = re.compile(r"^([A-Za-z0-9][\w.-]*)==(\S+)([^\n]*(?:\n[ \t]+[^\n]*)*)", re.MULTILINE)
FREE = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU", "OFL-1.1", "PSF-2.0"),
    *("TCL", "Unlicense", "Zlib", "ZPL-2.1"),
    *("LGPL-2.0-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0"),  # used as libraries, as they are
    *("BSD License", "BSD", "Apache License 2.0", "ISC License (ISCL)", "Python Software Foundation License"),  # their own words
}


def entries(name):
    return ENTRY.findall((BASE_DIR / name).read_text())


def words_of(told):
    """The licences that a package names, one by one."""
    for one in told:
        if "expression" in one:
            yield from (word.strip("()") for word in re.split(r"\s+(?:AND|OR|WITH)\s+", one["expression"]))
        else:
            yield one["license"].get("id") or one["license"]["name"]


def refused(told):
    """What of a package's licences may not be; "none" when it names none."""
    return [word for word in words_of(told) if word not in FREE] if told else ["none"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_by_hash(lock):
    found = entries(lock)
    assert len(found) > 80
    assert [name for name, _version, rest in found if not re.search(r"--hash=sha256:[0-9a-f]{64}", rest)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_package_comes_from_an_address_of_its_own(lock):
    text = (BASE_DIR / lock).read_text()
    assert not re.search(r"https?://|git\+| @ |--(?:extra-)?index-url|--trusted-host|--find-links", text)


def test_the_installation_refuses_what_has_no_hash():
    script = (BASE_DIR / ".ci" / "bootstrap.py").read_text()
    assert script.count('"--require-hashes"') == 2  # the packages, and the source of the model's runtime
    installs = re.findall(r'pip\("install"[^)]*\)', script)
    assert installs and all("--require-hashes" in one or "--no-index" in one for one in installs)


def test_every_licence_lets_it_be_used_freely():
    wrong, seen = {}, 0
    for name, _version, _rest in entries("requirements.lock"):
        try:
            told = licences_of(distribution(name))
        except PackageNotFoundError:  # for another system or Python
            continue
        seen += 1
        if bad := refused(told):
            wrong[name] = bad
    assert wrong == {} and seen > 70


@pytest.mark.parametrize(
    "told",
    [
        [{"license": {"id": "AGPL-3.0-only"}}],
        [{"license": {"id": "GPL-3.0-or-later"}}],
        [{"license": {"id": "CC-BY-NC-4.0"}}],
        [{"expression": "MIT AND AGPL-3.0-or-later"}],
        [{"license": {"name": "Proprietary"}}],
        [],
    ],
)
def test_other_licences_are_refused(told):
    assert refused(told)


def test_no_model_of_the_register_is_for_non_commercial_use_only():
    licences = [card.licence for card in REGISTER]
    assert all(licences) and not re.search(r"NC|non-commercial", " ".join(licences), re.IGNORECASE)
