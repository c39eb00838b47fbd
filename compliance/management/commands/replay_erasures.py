"""manage.py replay_erasures"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from compliance import erasure


class Command(BaseCommand):
    """Erases again whom a restored backup has brought back."""

    help = "After a restore: erase again whom the backup brought back, from the journal of erasures. Safe to run twice."

    def handle(self, *args: Any, **options: Any) -> None:
        """Replay the journal and tell how many were found."""
        try:
            replayed = list(erasure.replay())
        except ValueError as error:
            raise CommandError(str(error)) from error
        found = sum(was_there for _number, was_there in replayed)
        self.stdout.write(f"{len(replayed)} erasures replayed; {found} of their people were in this database.")
