"""manage.py verify_audit"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatbot import conf
from chatbot.errors import GuichetError
from compliance import audit_chain, audit_checkpoints, keys
from compliance.audit_checkpoints import BadCheckpoint
from compliance.verify import parsed


class Command(BaseCommand):
    """Says whether the audit chain is whole."""

    help = (
        "Check every audit entry, its link to the one before and the signed checkpoints outside the database. "
        "Exit status: 0 whole, 1 the first bad entry is named, 2 it cannot be checked. Nothing is stored."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--checkpoints", type=Path, metavar="FILE", help="a copy of the checkpoints, kept elsewhere")
        parser.add_argument("--keys", type=Path, metavar="FILE", help="public keys, kept elsewhere, as JWK set")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and say what was found."""
        path = options["checkpoints"] or conf.load().paths.audit
        if options["checkpoints"] and not path.exists():
            raise CommandError(f"There is no file {path}.", returncode=2)
        try:
            known = keys.read(parsed(options["keys"].read_text())) if options["keys"] else None
            seen = audit_checkpoints.read(path, known)
        except (BadCheckpoint, GuichetError, OSError, ValueError) as error:
            raise CommandError(str(error), returncode=1 if isinstance(error, BadCheckpoint) else 2) from error
        self._tell(seen, path)

    def _tell(self, seen: dict[int, str], path: Path) -> None:
        flaw = audit_chain.first_flaw(seen)
        if flaw:
            raise CommandError(f"The audit chain is broken at {flaw}.", returncode=1)
        last, signed = audit_chain.head(), audit_checkpoints.newest(seen)
        self.stdout.write(f"The audit chain is whole: {last.seq} entries written, {len(seen)} signed checkpoints in {path}.")
        if signed.seq < last.seq:
            self.stdout.write(f"Entries after {signed.seq} have no checkpoint yet: their loss at the end would not show.")
