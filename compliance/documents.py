"""Whatever a customer took away, checked again: JSON, page, PDF or mail, known by its first bytes. Nothing is kept."""

import io
import json
from email import message_from_bytes, policy
from typing import Any

from django.utils.translation import gettext as _
from pypdf import PdfReader

from chatbot.errors import Invalid
from compliance import seal
from compliance.keys import Keys
from compliance.marking import digest
from compliance.pdf import ATTACHED
from compliance.verification import Finding, check_transcript

MAIL_HEADERS = (b"from:", b"received:", b"mime-version:", b"content-type:", b"subject:", b"return-path:", b"delivered-to:")


def is_document(file: bytes) -> bool:
    """Return whether these bytes are a form in which conversations are taken away, rather than a text."""
    return any(known(file) for known in (_is_pdf, _is_page, _is_mail)) or transcript_in(file) is not None


def check_document(file: bytes, known: Keys) -> list[Finding]:
    """Return what is found about a file; raises Invalid when it is none that conversations come in."""
    if _is_pdf(file):
        return _of_pdf(file, known)
    if _is_page(file):
        return [seal.check(file, known)]
    if _is_mail(file):
        return _of_mail(file, known)
    data = transcript_in(file)
    if data is None:
        raise Invalid(
            _("This is no conversation as it is downloaded or mailed here: a PDF, a page, a JSON file or a mail (.eml).")
        )
    findings = check_transcript(data, known)
    if not findings:
        raise Invalid(_("There is no message of an AI in this conversation."))
    return findings


def transcript_in(file: bytes) -> dict[str, Any] | None:
    """Return the export that a JSON text holds; None for any other."""
    try:
        data = json.loads(file.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and "messages" in data else None


def _is_pdf(file: bytes) -> bool:
    return file.startswith(b"%PDF-")


def _is_page(file: bytes) -> bool:
    return file[:200].lstrip().lower().startswith(b"<!doctype html")


def _is_mail(file: bytes) -> bool:
    return file[:200].lstrip().lower().startswith(MAIL_HEADERS)


def _of_pdf(file: bytes, known: Keys) -> list[Finding]:
    """Check the seal; only a document that is ours is opened for its attachment."""
    found = seal.check(file, known)
    if found.verdict != "yes":
        return [found]
    (attached,) = PdfReader(io.BytesIO(file)).attachments[ATTACHED]
    return [found, *check_transcript(transcript_in(attached), known)]


def _of_mail(file: bytes, known: Keys) -> list[Finding]:
    """Check the mail's page, that its text fits it, and its PDF."""
    mail = message_from_bytes(file, policy=policy.default)
    page, text = mail.get_body(("html",)), mail.get_body(("plain",))
    if page is None:
        return [Finding("unknown", "no_seal")]
    shown = page.get_content()
    found = [seal.check(shown.encode("utf-8", "replace"), known)]
    if text is not None and found[0].verdict == "yes" and digest(text.get_content().strip()) not in shown:
        found.append(Finding("no", "file_altered"))
    pdfs = (part for part in mail.iter_attachments() if part.get_content_type() == "application/pdf")
    return found + [finding for part in pdfs for finding in _of_pdf(part.get_content(), known)]
