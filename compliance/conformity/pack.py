"""Writing a pack: whole, in a folder of its own, or not at all."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from chatbot.conf import BASE_DIR
from chatbot.sites.models import Site
from compliance.conformity.cyclonedx import checked, version
from compliance.conformity.documents import documents
from compliance.conformity.errors import PackRefused
from compliance.conformity.model_bom import model_bom
from compliance.conformity.software_bom import software_bom
from compliance.conformity.subject import described
from compliance.literacy import as_csv, as_json, trainings_of, untrained
from compliance.model_in_use import ModelInUse

LOCK = BASE_DIR / "requirements.lock"


def write_pack(folder: Path, site: Site) -> list[str]:
    """Write the site's pack into `folder`, which must not exist yet, and return its files' names; raises PackRefused."""
    if folder.exists() or folder.is_symlink():
        raise PackRefused(f"{folder} exists already. Name a new folder: a pack is never mixed with an older one.")
    files = _files(site, described(), timezone.now())
    try:
        _write(folder, files)
    except OSError as error:
        raise PackRefused(f"The pack cannot be written: {error.strerror or error}, {folder}.") from error
    return sorted(files)


def _files(site: Site, model: ModelInUse | None, at: datetime) -> dict[str, str]:
    files = {
        **documents(site, model, at=at),
        "model-bom.cdx.json": checked(model_bom(model, site, at=at), "model-bom.cdx.json"),
        "software-bom.cdx.json": checked(software_bom(LOCK, at=at), "software-bom.cdx.json"),
        "literacy-register.csv": as_csv(trainings_of([site])),
        "literacy-register.json": as_json(trainings_of([site]), untrained([site])),
    }
    return {**files, "pack.json": _contents(files, site, model, at)}


def _contents(files: Mapping[str, str], site: Site, model: ModelInUse | None, at: datetime) -> str:
    facts = {
        "date": at.isoformat(timespec="seconds"),
        "version": version(),
        "site": site.slug,
        "company": site.company,
        "model": {"name": model.card.name, "sha256": model.card.sha256} if model else None,
        "staff_without_training": len(untrained([site])),
        "files": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(files.items())},
    }
    return json.dumps(facts, indent=2, ensure_ascii=False) + "\n"


def _write(folder: Path, files: Mapping[str, str]) -> None:
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.absolute().parent))
    try:
        for name, text in files.items():
            (fresh / name).write_bytes(text.encode())
        fresh.chmod(0o755)
        fresh.rename(folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
