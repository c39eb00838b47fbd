"""Questions that the AI left open, gathered by meaning, read from the conversations: what is erased there is gone here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from numpy.typing import NDArray

from chatbot.errors import NotFound
from chatbot.inference.embeddings import Embedder
from chatbot.sites.models import Site
from compliance import audit
from compliance.redaction import redact
from compliance.vault import keys
from conversations import access
from conversations.models import Adviser, Feedback, OpenQuestion, Turn

DAYS = 90
MOST = 1000  # questions of the list, the newest ones
AT_ONCE = 60  # questions whose meaning is computed while somebody waits, a dozen milliseconds each; then the page comes again
# Cosine from which two questions are taken for the same. Of the pairs put together on real questions, .77 (French health),
# .83 (CNIL) and .74 (English health) have the same answer; .31, .58 and .22 of all such pairs are found: rather two lines than
# one that mixes two questions.
NEAR = 0.93


@dataclass(frozen=True)
class Group:
    """Questions that mean the same, oldest first."""

    turns: tuple[Turn, ...]

    @property
    def key(self) -> UUID:
        """Names the group by its newest question."""
        return self.newest.pk

    @property
    def newest(self) -> Turn:
        return self.turns[-1]

    @property
    def site(self) -> Site:
        return self.newest.site

    @property
    def language(self) -> str:
        return language_of(self.newest)

    @property
    def count(self) -> int:
        return len(self.turns)

    @property
    def last_at(self) -> datetime:
        return self.newest.created_at

    @property
    def disliked(self) -> int:
        """Return how many were answered, but the customer said that it was of no use."""
        return sum(turn.status != "not_found" for turn in self.turns)

    @property
    def example(self) -> str:
        return question_of(self.newest)

    @property
    def phrasings(self) -> list[str]:
        """Return the different ways in which it was asked, newest first."""
        return list(dict.fromkeys(" ".join(question_of(turn).split()) for turn in reversed(self.turns)))

    @property
    def is_ignored(self) -> bool:
        return any(turn.open_question.ignored_at for turn in self.turns)

    @property
    def nearest(self) -> dict[str, Any] | None:
        """Return the article that came nearest when it was last asked: id, title, score."""
        passages = self.newest.trace.get("passages") or []
        return passages[0] if passages else None


def question_of(turn: Turn) -> str:
    """Return the customer's words without personal identifiers."""
    return redact(turn.question.text).text


def language_of(turn: Turn) -> str:
    """Return the language in which the question was understood."""
    return str(turn.trace.get("language") or turn.conversation.language)


def open_turns(adviser: Adviser) -> QuerySet[Turn]:
    """Return the turns of the adviser's sites that found nothing or were of no use lately."""
    sites = access.sites_of(adviser)
    disliked = Feedback.objects.filter(site__in=sites, value=-1).values("message")
    since = timezone.now() - timedelta(days=DAYS)
    usable = {"conversation__restricted_at": None, "conversation__customer__people_only": False}
    found = Turn.objects.filter(site__in=sites, state=Turn.State.DONE, created_at__gte=since, **usable)
    return found.filter(Q(status="not_found") | Q(answer__in=disliked))


def count(adviser: Adviser) -> int:
    """Return how many questions nobody has left out of the list."""
    return open_turns(adviser).filter(open_question__ignored_at__isnull=True)[:MOST].count()


def groups(adviser: Adviser) -> tuple[list[Group], int]:
    """Return the adviser's open questions by meaning, most frequent first, and how many have still to be read."""
    all_of_it = open_turns(adviser).select_related("question", "site", "conversation", "open_question")
    turns = list(all_of_it.order_by("-created_at", "-pk")[:MOST])
    keys.gather(turn.conversation_id for turn in turns)
    unread = [turn for turn in turns if not hasattr(turn, "open_question")]
    read(unread[:AT_ONCE])
    found = gather([turn for turn in turns if hasattr(turn, "open_question")])
    _leave_out([turn for group in found if group.is_ignored for turn in group.turns if not turn.open_question.ignored_at])
    in_order = sorted(found, key=lambda group: (-group.count, -group.last_at.timestamp(), str(group.key)))
    return in_order, len(unread[AT_ONCE:])


def _leave_out(turns: Sequence[Turn]) -> None:
    """Leave out, too, what came later to a group that was left out."""
    if turns:
        OpenQuestion.objects.filter(turn__in=turns).update(ignored_at=timezone.now())


def gather(turns: Sequence[Turn]) -> list[Group]:
    """Put each question, oldest first, with the earlier one that it is nearest to; deterministic."""
    in_order = sorted(turns, key=lambda turn: (turn.created_at, turn.pk))
    by_place: dict[tuple[int, str], list[Turn]] = {}
    for turn in in_order:
        by_place.setdefault((turn.site_id, language_of(turn)), []).append(turn)
    return [Group(tuple(members)) for same in by_place.values() for members in _alike(same)]


def _alike(turns: Sequence[Turn]) -> list[list[Turn]]:
    """Return the turns in groups; the first question of a group speaks for it."""
    vectors = np.stack([np.asarray(turn.open_question.embedding, np.float32) for turn in turns])
    leaders: list[NDArray[np.float32]] = []
    found: list[list[Turn]] = []
    for turn, vector in zip(turns, vectors, strict=True):
        cosines = np.stack(leaders) @ vector if leaders else np.zeros(0)
        if len(cosines) and cosines.max() >= NEAR:
            found[int(cosines.argmax())].append(turn)
        else:
            leaders.append(vector)
            found.append([turn])
    return found


def read(turns: Sequence[Turn]) -> None:
    """Compute and keep the meaning of these questions, from their redacted text; of those that are still there."""
    embedder = Embedder.shared()
    rows = {turn.pk: OpenQuestion(turn=turn, site_id=turn.site_id, embedding=_meaning(embedder, turn)) for turn in turns}
    with transaction.atomic():
        there = Turn.objects.filter(pk__in=rows).select_for_update(of=("self",), no_key=True).values_list("pk", flat=True)
        OpenQuestion.objects.bulk_create([rows[pk] for pk in there], ignore_conflicts=True)


def _meaning(embedder: Embedder, turn: Turn) -> list[float]:
    vector: list[float] = embedder.query(question_of(turn)).tolist()
    return vector


def group_of(adviser: Adviser, turn_id: UUID) -> Group:
    """Return the group that a question of the adviser's sites is in; raises NotFound."""
    for group in groups(adviser)[0]:
        if any(turn.pk == turn_id for turn in group.turns):
            return group
    raise NotFound


@transaction.atomic
def ignore(adviser: Adviser, turn_id: UUID, *, ignored: bool = True) -> None:
    """Leave a group out of the list, or bring it back; raises NotFound."""
    group = group_of(adviser, turn_id)
    when = timezone.now() if ignored else None
    OpenQuestion.objects.filter(turn__in=group.turns).update(ignored_at=when)
    audit.record(
        "questions_ignored" if ignored else "questions_restored",
        site=group.site,
        actor=f"adviser:{adviser.pk}",
        object_type="turn",
        object_id=str(group.key),
        subject=str(group.turns[0].conversation_id),
        count=group.count,
    )
