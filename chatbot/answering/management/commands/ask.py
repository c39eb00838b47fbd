"""manage.py ask --site SLUG [--json] [QUESTION]"""

import asyncio
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatbot.answering.contract import Answer, Question
from chatbot.answering.management.lending import lent_engine
from chatbot.answering.whole import whole_answer
from chatbot.errors import AISwitchedOff
from chatbot.jsonl import line, questions
from chatbot.sites.models import Site


class Command(BaseCommand):
    """Asks as a customer would, with the whole answering path and the model."""

    help = "Ask a question of a site's articles."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("question", nargs="?", default="")
        parser.add_argument("--site", required=True)
        parser.add_argument("--json", action="store_true", help='read {"question": …} lines from standard input')
        parser.add_argument("--language", default="", choices=["", *dict(settings.LANGUAGES)])
        parser.add_argument("--model", default="", help="a model of the register, or none: quotes only")

    def handle(self, *args: Any, question: str, site: str, language: str, model: str, **options: Any) -> None:
        """Answer one question, or one a line."""
        place = Site.objects.filter(slug=site).first()
        if place is None:
            raise CommandError(f"There is no site “{site}”.")
        if not options["json"] and not question:
            raise CommandError("Give a question, or --json and questions on standard input.")
        asked = questions("question", self.stderr) if options["json"] else iter([question])
        try:
            asyncio.run(self._answer_all(asked, place, language or place.language, model, as_json=options["json"]))
        except AISwitchedOff as error:
            raise CommandError(error.message) from error

    async def _answer_all(self, asked: Iterable[str], site: Site, language: str, model: str, *, as_json: bool) -> None:
        async with lent_engine(model, self.stderr) as running:
            for question in asked:
                found = await whole_answer(Question(question, language, site, is_urgent=False), engine=running)
                self.stdout.write(line(_row(question, found)) if as_json else _page(found))
                self.stdout.flush()


def _row(question: str, found: Answer) -> dict[str, Any]:
    return {
        "question": question,
        "answer": found.text,
        "status": found.status,
        "origin": found.origin,
        "sources": [{"id": one.id, "title": one.title, "url": one.url, "score": one.score} for one in found.sources],
        "language": found.language,
        "model": found.model,
        "timings_ms": found.trace.get("timings_ms", {}),
    }


def _page(found: Answer) -> str:
    sources = "".join(f"\n  → {one.title} {one.url}".rstrip() for one in found.sources)
    return f"{found.text}\n\n[{found.status}, {found.origin}]{sources}"
