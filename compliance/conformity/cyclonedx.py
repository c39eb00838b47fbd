"""A CycloneDX 1.7 document: what every bill of materials of ours begins with, and its strict check against the schema."""

import json
import tomllib
import uuid
from datetime import datetime
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from chatbot.conf import BASE_DIR
from compliance.conformity.errors import PackRefused

Json = dict[str, Any]


def version() -> str:
    """Return the version of Guichet that is installed here."""
    return str(tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"])


def document(components: list[Json], *, at: datetime, properties: dict[str, str]) -> Json:
    """Return a bill of materials of this installation with these components, and facts about the whole of it."""
    product = {"type": "application", "bom-ref": "guichet", "name": "Guichet", "version": version()}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.7.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.7",
        "serialNumber": f"urn:uuid:{uuid.uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": at.isoformat(timespec="seconds"),
            "lifecycles": [{"phase": "operations"}],
            "tools": {"components": [{"type": "application", "name": "manage.py conformity_pack", "version": version()}]},
            "component": {**product, "licenses": [{"license": {"id": "EUPL-1.2"}}]},
            "properties": as_properties(properties),
        },
        "components": components,
        "dependencies": [{"ref": "guichet", "dependsOn": [one["bom-ref"] for one in components]}],
    }


def as_properties(facts: dict[str, str]) -> list[Json]:
    """Return facts that the standard has no field for."""
    return [{"name": f"guichet:{name}", "value": value} for name, value in facts.items()]


def checked(bom: Json, name: str) -> str:
    """Return the document's text; raises PackRefused when it is not strictly valid."""
    text = json.dumps(bom, indent=2, ensure_ascii=False) + "\n"
    fault = JsonStrictValidator(SchemaVersion.V1_7).validate_str(text)
    if fault is not None:
        raise PackRefused(f"{name} is not valid CycloneDX 1.7: {str(fault.data).splitlines()[0]}")
    return text
