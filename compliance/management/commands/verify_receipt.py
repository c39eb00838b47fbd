"""manage.py verify_receipt"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatbot.errors import GuichetError
from compliance import keys, receipts
from compliance.verify import parsed

STATUS = {"yes": 0, "no": 1, "unknown": 3}


class Command(BaseCommand):
    """Says whether a receipt of an erasure is ours and unchanged."""

    help = "Check the receipt of an erasure. Exit status: 0 ours and unchanged, 1 changed, 3 signed with another key."
    requires_system_checks: list[str] = []  # it works without a database when it is told the keys

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, help="the receipt, as it was downloaded")
        parser.add_argument("--keys", type=Path, help="check offline with these keys, of /.well-known/guichet-ai-keys.json")

    def handle(self, *args: Any, file: Path, keys: Path | None, **options: Any) -> None:
        """Check, tell, and end with the verdict's exit status."""
        try:
            finding = receipts.check(file.read_bytes(), _keys(keys))
        except (GuichetError, OSError, ValueError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"{finding.verdict}  {finding.reason}")
        sys.exit(STATUS[finding.verdict])


def _keys(path: Path | None) -> keys.Keys:
    return keys.read(parsed(path.read_text())) if path else keys.known()
