"""manage.py ask --site SLUG [--json] [QUESTION]"""

import asyncio
import sys
from collections.abc import Iterable
from contextlib import aclosing
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatbot import engine
from chatbot.answering.answer import answer
from chatbot.answering.contract import Answer, Question
from chatbot.inference.errors import EngineFailed, EngineLost
from chatbot.inference.install import ModelMissing
from chatbot.inference.interface import InferenceEngine
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
        except EngineFailed as error:
            raise CommandError(f"The engine failed: {error}") from error

    async def _answer_all(self, asked: Iterable[str], site: Site, language: str, model: str, *, as_json: bool) -> None:
        running = None if model == "none" else self._engine(model)
        try:
            if running:
                await running.start()
            for question in asked:
                found = await _ask(Question(question, language, site), running)
                self.stdout.write(line(_row(question, found)) if as_json else _page(found))
                self.stdout.flush()
        finally:
            if running:
                await running.stop()

    def _engine(self, model: str) -> InferenceEngine:
        try:
            running, word = engine.build(self._progress, model=model)
        except ModelMissing as error:
            raise CommandError(str(error)) from error
        if word:
            self.stderr.write(word)
        return running

    def _progress(self, done: int, total: int, what: str) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{what}: {done * 100 // max(total, 1)} %", ending="")


async def _ask(question: Question, running: InferenceEngine | None) -> Answer:
    """Return the answer; an engine that dies is waited for, and done without when it dies again."""
    for current in (running, running, None):
        try:
            async with aclosing(answer(question, engine=current)) as items:
                async for item in items:
                    if isinstance(item, Answer):
                        return item
        except EngineLost:
            await running.wait_ready(30) if running else None
    raise CommandError("No answer could be produced.")


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
