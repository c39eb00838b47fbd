"""manage.py processor_annex"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from chatbot.sites.models import Site
from compliance.processor_annex import LANGUAGES, annex


class Command(BaseCommand):
    """Writes the annex of a processor contract for one site."""

    help = "Write the annex of article 28 GDPR, with the sub-processors of this installation (none by default), as Markdown."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, help="the file to write; it must not exist yet")
        parser.add_argument("--site", metavar="SLUG", required=True)
        parser.add_argument("--language", choices=LANGUAGES, default="fr")
        parser.add_argument("--processor", default="", help="name and address of who operates the service for the company")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and name the file."""
        site = Site.objects.filter(slug=options["site"]).first()
        if site is None:
            raise CommandError(f"There is no site {options['site']!r}.")
        text = annex(site, options["language"], processor=options["processor"], on=timezone.localdate())
        try:
            with options["file"].open("x", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be written: {error.strerror or error}.") from error
        self.stdout.write(str(options["file"]))
