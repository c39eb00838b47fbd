"""`manage.py restore FILE --key PRIVATE`: a copy put back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from chatbot.backup import copies
from chatbot.backup.errors import BackupError


class Command(BaseCommand):
    help = "Put a copy back into the database, whole or not at all. Stop Guichet first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, required=True, help="the private key that opens copies")
        parser.add_argument("--replace", action="store_true", help="in the place of what the database holds")

    def handle(self, *, file: Path, key: Path, replace: bool, **options: Any) -> None:
        try:
            counts = copies.put_back(file, key, replace=replace)
        except (BackupError, OSError, Error) as problem:
            raise CommandError(f"{problem} The database is as it was.") from problem
        self.stderr.write(f"Restored {sum(counts.values())} rows of {len(counts)} tables.")
        self.stderr.write("Erase again what customers had erased since this copy was made, before Guichet serves.")
