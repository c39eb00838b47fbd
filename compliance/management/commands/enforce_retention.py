"""manage.py enforce_retention"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from compliance import retention


class Command(BaseCommand):
    """Removes what has been kept long enough."""

    help = "Remove what has been kept long enough, and tell how much; --dry-run only counts. A job does the same every night."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--dry-run", action="store_true", help="count what would go")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        """Enforce, and print a line for each rule."""
        for rule, count in retention.enforce(dry_run=dry_run).items():
            self.stdout.write(f"{rule}\t{retention.days(rule)} days\t{count}")
