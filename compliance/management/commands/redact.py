"""manage.py redact --json"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chatbot.jsonl import line, questions
from compliance.redaction import redact


class Command(BaseCommand):
    """Shows what is hidden from the model in a text."""

    help = 'Redact the {"text": …} lines of standard input.'

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--json", action="store_true", help="a line of JSON for each line (the only form)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Redact line by line."""
        for text in questions("text", self.stderr):
            done = redact(text)
            entities = [list(entity) for entity in done.entities]
            self.stdout.write(line({"text": text, "redacted": done.text, "entities": entities}))
