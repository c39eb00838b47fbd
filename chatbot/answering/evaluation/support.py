"""Does every answer stand in its sources? Looked for by other means than the check that let it through."""

import re
from collections.abc import Sequence

from chatbot.knowledge.models import Article
from chatbot.knowledge.sentences import split
from chatbot.sites.models import Site

TOLD = re.compile(r"https?://[^\s)>\]]+|[\w.+-]+@[\w-]+\.\w+|\d+(?:[.,  \u202f]\d+)*|(?<=[a-zà-ÿ,;:’'] )[A-ZÀ-Þ][\wà-ÿ-]+")


def sources_of(site: Site, ids: Sequence[str]) -> list[str]:
    """Return title and text of the published versions of these articles."""
    found = Article.objects.filter(site=site, external_id__in=ids, published__isnull=False).select_related("published")
    return [f"{one.published.title}\n{one.published.body}" for one in found if one.published]


def unsupported(answer: str, sources: Sequence[str]) -> list[str]:
    """Return the numbers, addresses and names of an answer that stand in none of its sources."""
    known = _plain("\n".join(sources))
    return [one for one in (match[0].rstrip(".,;:") for match in TOLD.finditer(answer)) if _plain(one) not in known]


def is_quoted(answer: str, sources: Sequence[str]) -> bool:
    """Return whether every sentence of an answer stands, byte for byte, in one of its sources."""
    return all(any(answer[span.start : span.end] in source for source in sources) for span in split(answer))


def _plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f’']", "", text).casefold()
