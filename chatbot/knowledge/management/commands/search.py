"""manage.py search --site SLUG --json, or with a query on the command line"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatbot.jsonl import line, questions
from chatbot.knowledge.articles import CONFIGURATIONS
from chatbot.knowledge.search import Hit, search_articles
from chatbot.sites.models import Site

EXCERPT = 110  # characters


class Command(BaseCommand):
    """Searches a site's published articles."""

    help = "Search the published articles of a site."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("query", nargs="?", default="")
        parser.add_argument("--site", required=True)
        parser.add_argument("--json", action="store_true", help='read {"query": …} lines from standard input')
        parser.add_argument("--language", default=None, choices=list(CONFIGURATIONS))
        parser.add_argument("--limit", type=int, default=10, help="articles a question")

    def handle(self, *args: Any, query: str, site: str, language: str | None, limit: int, **options: Any) -> None:
        """Search once, or once a line."""
        place = Site.objects.filter(slug=site).first()
        if place is None:
            raise CommandError(f"There is no site “{site}”.")
        if not options["json"]:
            self._list(search_articles(query, site=place, language=language, limit=limit), query)
            return
        for one in questions("query", self.stderr):
            hits = search_articles(one, site=place, language=language, limit=limit)
            results = [{"id": hit.external_id, "score": round(hit.score, 4)} for hit in hits]
            self.stdout.write(line({"query": one, "results": results}))

    def _list(self, hits: list[Hit], query: str) -> None:
        if not query.strip():
            raise CommandError("Give a question, or --json to read many from standard input.")
        if not hits:
            self.stderr.write("Nothing is published here.")
        for hit in hits:
            self.stdout.write(f"{hit.score:.3f}  {hit.title}  [{hit.external_id}, {hit.language}]")
            self.stdout.write(f"       {' '.join(hit.text.split())[:EXCERPT]}")
