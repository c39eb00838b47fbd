"""Importing a file that somebody sent from the admin: stored with its request, read and published by a job."""

import tempfile
from pathlib import Path, PurePath

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from procrastinate.contrib.django import app

from chatbot.knowledge.articles import Draft, publish_draft
from chatbot.knowledge.importing.importer import drafts, read
from chatbot.knowledge.importing.item import Rejected
from chatbot.knowledge.importing.personal import warning
from chatbot.knowledge.models import Upload

LARGEST = 20_000_000  # bytes
MOST_REJECTED = 200  # lines kept to be shown


@transaction.atomic
def receive_upload(upload: Upload) -> None:
    """Store a file and have a job import it."""
    upload.name = PurePath(upload.name.replace("\\", "/")).name
    upload.save()
    app.configure_task("import_upload", lock=f"upload-{upload.site_id}").defer(upload_id=upload.pk)


def begin(upload_id: int) -> list[Draft]:
    """Read and check the whole file; returns what is to be published, nothing when it was done before."""
    upload = Upload.objects.select_related("site").filter(pk=upload_id, finished_at=None).first()
    if upload is None:
        return []
    with tempfile.TemporaryDirectory(prefix="guichet-") as folder:
        path = Path(folder) / upload.name
        path.write_bytes(upload.content)
        found = list(drafts(read(path), site=upload.site, language=upload.language))
    rejected = [f"{item.where}: {item.reason}." for item in found if isinstance(item, Rejected)]
    good = [item for item in found if not isinstance(item, Rejected)]
    warned = [f"{told}." for told in (warning(draft, upload.site) for draft in good) if told]
    upload.total, upload.done, upload.changed = len(good), 0, 0
    upload.rejected, upload.rejected_count = rejected[:MOST_REJECTED], len(rejected)
    upload.warnings = warned[:MOST_REJECTED]
    upload.save(update_fields=["total", "done", "changed", "rejected", "rejected_count", "warnings"])
    return good


def take(upload_id: int, draft: Draft) -> None:
    """Publish one article of the file."""
    upload = Upload.objects.select_related("site").get(pk=upload_id)
    changed = int(publish_draft(upload.site, draft) != "unchanged")
    Upload.objects.filter(pk=upload_id).update(done=F("done") + 1, changed=F("changed") + changed)


def finish(upload_id: int) -> None:
    """Close the request; the file itself is not kept."""
    Upload.objects.filter(pk=upload_id, finished_at=None).update(finished_at=timezone.now(), content=b"")
