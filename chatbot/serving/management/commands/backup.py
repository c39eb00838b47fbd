"""`manage.py backup FILE`: an encrypted copy of the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from chatbot import conf
from chatbot.backup import copies
from chatbot.backup.errors import BackupError


class Command(BaseCommand):
    help = "Write a copy of the database, encrypted with the public key in GUICHET_BACKUP_KEY, while Guichet runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            counts = copies.make(file, conf.load().backup.public_key)
        except (BackupError, OSError, Error) as problem:
            raise CommandError(str(problem)) from problem
        size = file.stat().st_size / 1e6
        self.stderr.write(f"{file}: {sum(counts.values())} rows of {len(counts)} tables, {size:.1f} MB, encrypted.")
