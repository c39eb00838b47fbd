"""manage.py rotate_keys [--to FILE]"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatbot import conf
from compliance.vault import rotation
from compliance.vault.masters import MasterKeyError


class Command(BaseCommand):
    """Changes the master key."""

    help = "Wrap every customer's key with a new master key. Stop Guichet first; the old master key opens nothing afterwards."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--to", type=Path, help="file with the new master key; without it, var/master.key is made anew")

    def handle(self, *, to: Path | None, **options: Any) -> None:
        """Rotate, and say what is left to do."""
        vault = conf.load().vault
        if to is None and (vault.file or vault.command or vault.key):
            raise CommandError("The master key is yours: make a new one (openssl rand -base64 32) and name its file with --to.")
        try:
            done = rotation.to_file(to) if to else rotation.replace_own()
        except MasterKeyError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{done} keys are wrapped with the new master key.")
        if to:
            self.stdout.write(f"Give the key in {to} to Guichet before it starts again, and destroy the old one with its copies.")
