"""Licences in CycloneDX's words: an SPDX id where there is one, an expression, or the name as it was given."""

from importlib.metadata import Distribution

from cyclonedx.spdx import fixup_id, is_expression

from compliance.conformity.cyclonedx import Json

CLASSIFIERS = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later",
}


def licences(told: str) -> list[Json]:
    """Return the licence as its owner tells it."""
    known = fixup_id(told)
    if known:
        return [{"license": {"id": known}}]
    return [{"expression": told}] if is_expression(told) else [{"license": {"name": told}}]


def licences_of(distribution: Distribution) -> list[Json]:
    """Return the licence of an installed package, as its own metadata tell it; none when they do not."""
    expression = told_of(distribution, "License-Expression")
    if expression:
        return licences(expression)
    lines = distribution.metadata.get_all("Classifier") or []
    names = [line.rsplit(" :: ", 1)[1] for line in lines if line.startswith("License :: ")]
    short = told_of(distribution, "License")
    if names and not fixup_id(short):
        return [licences(CLASSIFIERS.get(name, name))[0] for name in names]
    return licences(short) if short and "\n" not in short else []


def told_of(distribution: Distribution, field: str) -> str:
    """Return what the package's metadata say in this field, or nothing."""
    return next(iter(distribution.metadata.get_all(field) or []), "").strip()
