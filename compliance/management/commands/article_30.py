"""manage.py article_30"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatbot.sites.models import Site
from compliance.article_30 import as_csv, record


class Command(BaseCommand):
    """Prints the record of processing activities."""

    help = "Print the record of processing activities of a site (GDPR, article 30) as JSON, or as CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--site", required=True, help="the site's short name")
        parser.add_argument("--csv", action="store_true", help="CSV instead of JSON")

    def handle(self, *args: Any, site: str, csv: bool, **options: Any) -> None:
        """Print the record."""
        found = Site.objects.filter(slug=site).first()
        if found is None:
            raise CommandError(f"There is no site {site!r}.", returncode=2)
        activities = record(found)
        self.stdout.write(as_csv(activities) if csv else json.dumps(activities, ensure_ascii=False, indent=2))
