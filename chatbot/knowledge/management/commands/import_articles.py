"""manage.py import_articles PATH --site SLUG [--language fr]"""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug
from django.db import connection

from chatbot.knowledge.articles import CONFIGURATIONS, publish_draft
from chatbot.knowledge.importing.importer import drafts, read
from chatbot.knowledge.importing.item import Rejected
from chatbot.knowledge.importing.personal import warning
from chatbot.sites.models import Site


class Command(BaseCommand):
    """Imports articles; running it again changes only what has changed, and completes an import that was interrupted."""

    help = "Import articles from JSONL, CSV, Markdown, HTML or PDF: a file or a folder. They are published at once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("path", type=Path)
        parser.add_argument("--site", required=True, help="short name of the site; it is created when missing")
        parser.add_argument("--language", default="", choices=["", *CONFIGURATIONS], help="else each article's, else the site's")

    def handle(self, *args: Any, path: Path, site: str, language: str, **options: Any) -> None:
        """Read and check everything, then publish article by article, each as a whole."""
        place = Site.objects.filter(slug=site).first() or self._new_site(site)
        checked = list(drafts(read(path), site=place, language=language))
        rejected = [item for item in checked if isinstance(item, Rejected)]
        good = [item for item in checked if not isinstance(item, Rejected)]
        for item in rejected:
            self.stderr.write(f"{item.where}: {item.reason}.")
        for told in filter(None, (warning(draft, place) for draft in good)):
            self.stderr.write(f"Warning: {told}.")
        if good and place.pk is None:
            place.save()
            self._say(f"The site “{site}” is new; its company is called “{place.company}” until you change it in the admin.")
        counts = {"new": 0, "changed": 0, "unchanged": 0}
        for number, draft in enumerate(good, start=1):
            counts[publish_draft(place, draft)] += 1
            self._progress(number, len(good))
        if counts["new"] or counts["changed"]:
            with connection.cursor() as cursor:  # the planner must know of the many new rows: searches are seven times faster
                cursor.execute("ANALYZE knowledge_article, knowledge_articleversion, knowledge_passage")
        self._say(", ".join(f"{count} {kind}" for kind, count in counts.items()) + f", {len(rejected)} rejected.")
        if rejected:
            raise CommandError(f"{len(rejected)} could not be imported; the others were.")

    def _new_site(self, slug: str) -> Site:
        try:
            validate_slug(slug)
        except ValidationError:
            raise CommandError(f"“{slug}” cannot name a site: use letters, digits and hyphens.") from None
        return Site(slug=slug, company=slug.replace("-", " ").title())

    def _progress(self, done: int, total: int) -> None:
        """Show a bar on a terminal, a line for every tenth part elsewhere."""
        if self.stderr.isatty():
            bar = "█" * (30 * done // total)
            self.stderr.write(f"\r{bar:<30} {done}/{total}", str, ending="\n" if done == total else "")
            self.stderr.flush()
        elif done == total or done * 10 // total != (done - 1) * 10 // total:
            self._say(f"{done}/{total} articles")

    def _say(self, line: str) -> None:
        self.stderr.write(line, str)  # not in the colour of errors
