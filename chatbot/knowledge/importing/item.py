"""What readers yield: an article as it was found, or the reason why one cannot be taken."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Found:
    """One article of a file; `where` names file and line or row."""

    where: str
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rejected:
    """One article, or a whole file, that cannot be taken: where, why, and what to do."""

    where: str
    reason: str


Items = Iterator[Found | Rejected]
