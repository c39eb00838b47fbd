"""What in an article looks like personal data: told at the import, since whoever publishes it answers for it."""

from collections import Counter

from chatbot.knowledge.articles import Draft
from chatbot.sites.models import Site
from compliance.redaction import redact

HARMLESS = {"URL", "SIREN", "SIRET", "VAT"}  # of companies


def warning(draft: Draft, site: Site) -> str:
    """Return one line that names the article and counts what was found by kind; empty when there is nothing.

    The company's own address and telephone number, as its contact page gives them, are not counted.
    """
    found = redact(f"{draft.title}\n{draft.body}")
    ours = {_bare(site.contact_email), _bare(site.contact_phone)}
    kinds = Counter(key.strip("[]").rpartition("_")[0] for key, value in found.mapping.items() if _bare(value) not in ours)
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()) if kind not in HARMLESS)
    if not told:
        return ""
    return f"{draft.external_id}: holds what looks like personal data ({told}): check that it may be published"


def _bare(value: str) -> str:
    """Return what is compared of an address or a number: national and international spellings of a number are one."""
    kept = "".join(char for char in value.lower() if char.isalnum() or char == "@")
    return kept[-9:] if kept.isdigit() else kept
