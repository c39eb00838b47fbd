"""manage.py export_subject"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from compliance import archive
from compliance.management.commands.erase_subject import found


class Command(BaseCommand):
    """Writes all that is held about one person into a ZIP file."""

    help = "Write all that is held about the person of a conversation code into a ZIP file."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("code", help="the conversation's code, as the chat's menu shows it")
        parser.add_argument("file", type=Path, help="where to write the ZIP file")
        parser.add_argument("--portable", action="store_true", help="only what the person has provided themself")

    def handle(self, *args: Any, code: str, file: Path, portable: bool, **options: Any) -> None:
        """Write the file, readable by its owner only."""
        subject = found(code)
        file.touch(mode=0o600)
        file.write_bytes(archive.portable(subject) if portable else archive.whole_zip(subject, subject.language))
        self.stderr.write(f"Written: {file}")
