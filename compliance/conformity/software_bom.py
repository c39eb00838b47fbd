"""The software's bill of materials: the packages of requirements.lock that are installed here."""

import re
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from compliance.conformity.cyclonedx import Json, as_properties, document
from compliance.conformity.errors import PackRefused
from compliance.conformity.licences import licences_of, told_of

PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)[^\n]*((?:\n[ \t]+--hash=\S+[^\n]*)*)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
HASHES = "of every file published for this version that requirements.lock accepts: the installed one is among them"


def software_bom(lock: Path, *, at: datetime) -> Json:
    """Return the bill of materials; raises PackRefused when the lock file is not there."""
    try:
        text = lock.read_text()
    except OSError as error:
        raise PackRefused(f"The list of packages cannot be read: {error.strerror or error}, {lock}.") from error
    components, other = [], []
    for name, version, hashes in _locked(text):
        found = _installed(name)
        if found and found.version == version:
            components.append(_component(name, found, hashes))
        elif found:
            other.append(f"{name} {found.version} (locked: {version})")
    known = {one["name"] for one in components}
    other = [one for one in other if one.split()[0] not in known]  # locked in two versions, for two versions of Python
    components += [_component(*_unlocked(one)) for one in other]
    return document(components, at=at, properties={"other-versions-than-locked": "; ".join(other) or "none"})


def _locked(text: str) -> Iterator[tuple[str, str, list[str]]]:
    for name, version, hashes in PACKAGE.findall(text):
        yield name, version, HASH.findall(hashes)


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:  # for another system or version of Python
        return None


def _unlocked(line: str) -> tuple[str, Distribution, list[str]]:
    name = line.split()[0]
    return name, distribution(name), []


def _component(name: str, found: Distribution, hashes: list[str]) -> Json:
    purl = f"pkg:pypi/{name}@{found.version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": found.version,
        "description": told_of(found, "Summary"),
        "purl": purl,
        "licenses": licences_of(found),
        "hashes": [{"alg": "SHA-256", "content": one} for one in sorted(set(hashes))],
        "properties": as_properties({"hashes": HASHES if hashes else "none: another version than requirements.lock names"}),
    }
