"""`manage.py backup_key PRIVATE PUBLIC`: the key pair of backups."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chatbot.backup import keys
from chatbot.backup.errors import BackupError


class Command(BaseCommand):
    help = "Make a key pair for backups. Take the private file away from this machine: without it no copy can be opened."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("private", type=Path, help="file to write the private key to")
        parser.add_argument("public", type=Path, help="file to write the public key to")

    def handle(self, *, private: Path, public: Path, **options: Any) -> None:
        try:
            keys.make_pair(private, public)
        except (BackupError, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stderr.write(f"Name the public key in GUICHET_BACKUP_KEY={public.absolute()}.")
        self.stderr.write(f"Keep {private} in two safe places, and not on this machine: without it no copy can be opened.")
