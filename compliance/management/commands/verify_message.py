"""manage.py verify_message"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatbot.errors import GuichetError
from chatbot.jsonl import line
from compliance import keys
from compliance.documents import check_document, is_document
from compliance.signing import Signature
from compliance.verification import Finding, check_signed, overall
from compliance.verify import Asked, findings_on, parsed

STATUS = {"yes": 0, "no": 1, "unknown": 3}


class Command(BaseCommand):
    """Says whether a text was produced by this system."""

    help = (
        "Check a text, a text with its signature, or a conversation: JSON, HTML, PDF or .eml. "
        "Exit status: 0 yes, 1 no, 3 unknown. Nothing is stored."
    )
    requires_system_checks: list[str] = []  # it works without a database when it is told the keys

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", nargs="?", default="-", help="a text or a conversation (JSON, HTML, PDF, .eml); - is stdin")
        parser.add_argument("--signature", type=Path, help="the file with the text's signature (JSON)")
        parser.add_argument("--offline", type=Path, metavar="FILE", help="check this export or text against --keys alone")
        parser.add_argument("--keys", type=Path, help="public keys, as /.well-known/guichet-ai-keys.json gives them")
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, tell, and end with the verdict's exit status."""
        try:
            findings = self._offline(options) if options["offline"] else findings_on(_asked(options))
        except (GuichetError, OSError, ValueError) as error:
            raise CommandError(str(error), returncode=2) from error
        verdict = overall(findings)
        self._tell(verdict, findings, as_json=options["json"])
        sys.exit(STATUS[verdict])

    def _offline(self, options: dict[str, Any]) -> list[Finding]:
        if options["keys"] is None:
            raise CommandError("--offline needs --keys FILE, the public keys to check with.", returncode=2)
        known = keys.read(parsed(options["keys"].read_text()))
        asked = _asked({**options, "file": str(options["offline"])})
        if asked.document:
            return check_document(asked.document, known)
        if asked.signature is None:
            raise CommandError("A text alone cannot be checked offline: give its --signature FILE.", returncode=2)
        return [check_signed(asked.text, Signature.read(asked.signature), known)]

    def _tell(self, verdict: str, findings: list[Finding], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(line({"verdict": verdict, "findings": [finding.as_data() for finding in findings]}))
            return
        self.stdout.write(verdict)
        for finding in findings:
            self.stdout.write("  ".join(filter(None, (finding.verdict, finding.reason, finding.origin, finding.id))))


def _asked(options: dict[str, Any]) -> Asked:
    """Return what the files hold: a document when it is of a form that conversations are taken away in, else a text."""
    file = sys.stdin.buffer.read() if options["file"] == "-" else Path(options["file"]).read_bytes()
    if is_document(file):
        return Asked("", document=file)
    signature = parsed(options["signature"].read_text()) if options["signature"] else None
    text = file.decode("utf-8-sig", "replace")
    return Asked(text.removesuffix("\n").removesuffix("\r"), signature)
