"""What a model reads of an article: all of it or, of a long one, neighbouring passages. No question changes where they are cut,
so that what has been computed for one customer serves the next."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.knowledge.models import ArticleVersion, Passage
from chatbot.knowledge.search import Hit

LONGEST = 1800  # characters: reading them is what the first customer waits for


@dataclass(frozen=True)
class Reading:
    """Neighbouring passages of one version, under its title."""

    version_id: int
    title: str
    passages: tuple[str, ...]

    @property
    def text(self) -> str:
        """The passages as one text."""
        return "\n".join(self.passages)


def readings(version: ArticleVersion) -> list[Reading]:
    """Return all that a model may be given of an indexed version."""
    return [Reading(version.pk, version.title, tuple(text for _pk, text in group)) for group in _groups(version.pk)]


def reading_around(hit: Hit) -> Reading:
    """Return the reading that holds this passage."""
    for group in _groups(hit.version_id):
        if hit.passage_id in dict(group):
            return Reading(hit.version_id, hit.title, tuple(text for _pk, text in group))
    return Reading(hit.version_id, hit.title, (hit.text,))  # indexed anew since it was found


def _groups(version_id: int) -> list[list[tuple[int, str]]]:
    """Return the version's passages as (id, text), together as long as they are short enough."""
    found: list[list[tuple[int, str]]] = []
    for passage in Passage.objects.filter(version_id=version_id).order_by("position").values_list("pk", "text"):
        if found and _length(found[-1]) + len(passage[1]) <= LONGEST:
            found[-1].append(passage)
        else:
            found.append([passage])
    return found


def _length(group: Sequence[tuple[int, str]]) -> int:
    return sum(len(text) for _pk, text in group)
