"""manage.py erase_subject"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from compliance import erasure
from compliance.owners import Subject, owners


class Command(BaseCommand):
    """Erases one person's conversation everywhere."""

    help = "Erase the conversation of a code everywhere, and print the signed receipt; --dry-run prints the counts only."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("code", help="the conversation's code, as the chat's menu shows it")
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and why something would stay")

    def handle(self, *args: Any, code: str, dry_run: bool, **options: Any) -> None:
        """Erase, or say what would be."""
        subject = found(code)
        if dry_run:
            held = [{"scope": hold.scope, "until": hold.expires_on.isoformat()} for hold in erasure.holds(subject)]
            told: Any = {"would_erase": erasure.plan(subject), "held": held}
        else:
            told = erasure.erase(subject).receipt
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))


def found(code: str) -> Subject:
    """Return the subject of a code; raises CommandError."""
    subject = next((one for owner in owners() if owner.name != "requests" and (one := owner.of_code(code))), None)
    if subject is None:
        raise CommandError("No conversation has this code.", returncode=2)
    return subject
