"""Everything that is held about a subject, in one ZIP file: data, pages to read, and a manifest with the hash of each file."""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from chatbot import conf
from compliance import recipients, registry, retention, seal, whole
from compliance.owners import Subject, owner_of, owners
from compliance.pdf import pdf

SCHEMA = "guichet-export-1"
SCHEMA_FILE = Path(__file__).parent / "schemas" / f"{SCHEMA}.json"
PROVIDED = ("number", "author_type", "text", "language", "at", "corrections")


def whole_data(subject: Subject) -> dict[str, Any]:
    """Return all that every owner holds about the subject, with why, for how long, and who receives it."""
    found: dict[str, Any] = {"schema": SCHEMA, "controller": subject.site.company, "reference": subject.reference}
    found |= {owner.name: held for owner in owners() if (held := owner.export(subject))}
    return found | {"holdings": holdings(), "recipients": recipients.recipients_of(subject.key)}


def holdings() -> list[dict[str, Any]]:
    """Return what is held of customers: purpose, ground, time, of each kind of data."""
    ours = [one for one in registry.personal() if one.subjects == "customers"]
    return [
        {
            "what": one.model,
            "fields": one.personal,
            "purpose": registry.PURPOSES[one.purpose].label,
            "ground": f"GDPR {registry.PURPOSES[one.purpose].article}",
            "kept": retention.RULES[one.retention].label,
            "source": "the person, the advisers and the AI, in the conversation",
        }
        for one in ours
    ]


def whole_files(subject: Subject, language: str) -> dict[str, bytes]:
    """Return the files of the copy by name."""
    data = whole.signed(owner_of(subject).export(subject))
    page = render_to_string("compliance/export.html", {"data": data, "seal": seal.OPEN})
    return {
        "data.json": _json(whole_data(subject)),
        "conversation.html": seal.close(page.encode()),
        "conversation.pdf": pdf(data, language),
    }


def whole_portable(subject: Subject) -> dict[str, Any]:
    """Return what the person has provided themself, and nothing that was inferred."""
    data = owner_of(subject).export(subject)
    theirs = [message for message in data["messages"] if message["author_type"] == "you"]
    rated = [message for message in data["messages"] if message["feedback"]]
    return {
        "schema": "guichet-portable-1",
        "reference": data["reference"],
        "language": data["language"],
        "started_at": data["started_at"],
        "email": (data["later_reply"] or {}).get("email", ""),
        "messages": [{name: message[name] for name in PROVIDED} for message in theirs],
        "opinions": [{"number": message["number"], **message["feedback"]} for message in rated],
    }


def portable(subject: Subject) -> bytes:
    """Return the ZIP of the portable subset."""
    return _zip({"portable.json": _json(whole_portable(subject))}, subject)


def whole_zip(subject: Subject, language: str) -> bytes:
    """Return the ZIP of everything."""
    return _zip(whole_files(subject, language), subject)


def _zip(files: dict[str, bytes], subject: Subject) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in {**files, "manifest.json": _json(manifest(files, subject))}.items():
            made.writestr(name, content)
    return buffer.getvalue()


def manifest(files: dict[str, bytes], subject: Subject) -> dict[str, Any]:
    """Return the list of the files with their hashes, and whose they are."""
    return {
        "schema": "guichet-manifest-1",
        "schema_of_data": f"{conf.load().web.public_url}/privacy/{SCHEMA}.schema.json",
        "controller": subject.site.company,
        "reference": subject.reference,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "files": [
            {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        ],
    }


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=2, default=str).encode("utf-8", "surrogatepass")
