"""`manage.py backup_drill FILE --key PRIVATE`: is this copy worth anything?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from chatbot.backup import copies
from chatbot.backup.errors import BackupError


class Command(BaseCommand):
    help = "Restore a copy into a database made for it, compare every table's rows, report, and drop that database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, required=True, help="the private key that opens copies")

    def handle(self, *, file: Path, key: Path, **options: Any) -> None:
        try:
            found = copies.drill(file, key)
        except (BackupError, OSError, Error) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Drill of {file.name}, made at {found.made_at}, restored in {found.seconds} s")
        for name in sorted(found.copied.keys() | found.restored.keys()):
            copied, restored = found.copied.get(name), found.restored.get(name)
            self.stdout.write(f"{'ok    ' if copied == restored else 'DIFFERS'} {name}: {copied} copied, {restored} restored")
        if found.differences:
            raise CommandError(f"{len(found.differences)} tables did not come back as they were.")
        self.stdout.write(f"All {sum(found.copied.values())} rows of {len(found.copied)} tables came back.")
