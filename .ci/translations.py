"""Checks the translation catalogues: every text of the sources is there, translated, reviewed, with the same placeholders.

French holds everything. German, Spanish and Italian hold what customers read, which is everything but the sources of STAFF;
the desk and the administration are in French and English.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("chatbot", "conversations", "compliance", "templates")
WHOLE = "fr"
CUSTOMERS = ("de", "es", "it")
STAFF = (  # what no customer reads; a new source is for customers until it stands here
    "*/admin.py",
    "*/admin/*",
    "*/admin_site.py",
    "*/apps.py",
    "*/models.py",
    "*/models/*.py",
    "compliance/registry.py",
    "compliance/retention.py",
    "compliance/rights_admin.py",
    "compliance/rights_models.py",
    "compliance/breach*",
    "compliance/recipient*",
    "compliance/clocks.py",
    "compliance/training_pages.py",
    "chatbot/demo/*",
    "chatbot/knowledge/*",
    "chatbot/settings.py",
    "chatbot/sites/forms.py",
    "chatbot/sites/profiles.py",
    "chatbot/staff/*",
    "conversations/article_pages.py",
    "conversations/desk*",
    "conversations/notice_admin.py",
    "conversations/person_requests.py",
    "conversations/switch*",
    "conversations/unanswered*",
    "templates/answering/*",
    "templates/locked.html",
)
BREAKS = re.compile(r"(?<=\S) [?!:;»]|« ")  # a French line must not end there
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
EXTRACT = ("xgettext", "--language=Python", "--from-code=UTF-8", "--add-comments=Translators", "-o", "-", "--no-location")
KEYWORDS = (
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext:1,2",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "pgettext_lazy:1c,2",
    "_",
)


def main() -> int:
    """Print each fault and return the exit status."""
    catalogues = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    held = {path.parent.parent.name for path in catalogues}
    faults = [f"locale/{language}: no catalogue" for language in (WHOLE, *CUSTOMERS) if language not in held]
    faults += [fault for path in catalogues for fault in faults_of(path)]
    print("\n".join(faults) or f"{len(catalogues)} catalogues complete")
    return bool(faults)


def faults_of(path: Path) -> Iterator[str]:
    """Yield what is wrong with one catalogue."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parent.parent.name)
    for message in catalogue:
        if message.id:
            yield from (f"{path.relative_to(ROOT)}: {fault}: {key(message)!r}" for fault in faults_in(message))
            if path.parent.parent.name == WHOLE and any(map(BREAKS.search, as_list(message.string))):
                yield f"{path.relative_to(ROOT)}: ordinary space before a French sign, not U+00A0: {key(message)!r}"
    if shutil.which("xgettext") is None:
        print("guichet: GNU gettext is not here: whether the catalogues hold every text of the sources was not checked.")
        return
    if path.name != "django.po":
        return
    known = {identity(message) for message in catalogue if message.id}
    wanted = texts_of_sources(for_customers=path.parent.parent.name in CUSTOMERS)
    for missing in sorted(wanted - known):
        yield f"{path.relative_to(ROOT)}: missing: {missing[1]!r}"


def faults_in(message: Message) -> Iterator[str]:
    """Yield the faults of one message."""
    translations = as_list(message.string)
    if not all(translations):
        yield "not translated"
    elif message.fuzzy:
        yield "translation not reviewed (fuzzy)"
    else:
        wanted = {found for text in as_list(message.id) for found in PLACEHOLDER.findall(text)}
        used = {found for text in translations for found in PLACEHOLDER.findall(text)}
        if used - wanted or (wanted - used and len(translations) == 1):
            yield f"placeholders differ ({', '.join(sorted(wanted ^ used))})"


@cache
def texts_of_sources(*, for_customers: bool = False) -> set[tuple[str, str]]:
    """Return context and text of every message that Python files and templates mark, or of those that customers read."""
    from django.utils.translation.template import templatize

    files = [path for name in SOURCES for path in (ROOT / name).rglob("*") if path.suffix in {".py", ".html", ".txt"}]
    files = [path for path in files if not (for_customers and is_for_staff(path))]
    with tempfile.TemporaryDirectory() as folder:
        listed = []
        for number, path in enumerate(sorted(files)):
            text = path.read_text()
            copy = Path(folder) / f"{number}.py"
            copy.write_text(text if path.suffix == ".py" else templatize(text))
            listed.append(str(copy))
        keywords = [f"--keyword={word}" for word in KEYWORDS]
        done = subprocess.run([*EXTRACT, *keywords, *listed], capture_output=True, check=True)
    with tempfile.TemporaryFile() as file:
        file.write(done.stdout.replace(b"nplurals=INTEGER", b"nplurals=2"))
        file.seek(0)
        catalogue: Catalog = read_po(file)
    return {identity(message) for message in catalogue if message.id}


def is_for_staff(path: Path) -> bool:
    """Return whether no customer reads what this source says."""
    return any(fnmatch(str(path.relative_to(ROOT)), pattern) for pattern in STAFF)


def identity(message: Message) -> tuple[str, str]:
    """Return context and text."""
    return str(message.context or ""), key(message)


def key(message: Message) -> str:
    """Return the text in its singular form."""
    return str(as_list(message.id)[0])


def as_list(text: str | Iterable[str] | None) -> list[str]:
    """Return the forms of a text, one or several."""
    return [text] if isinstance(text, str) else list(text or [""])


if __name__ == "__main__":
    sys.exit(main())
