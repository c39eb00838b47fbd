"""The model's effort: processor time and finished replies, noted by day, and what one reply took on average."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Min, Sum
from django.utils import timezone

from chatbot.inference.register import ModelCard
from compliance.models import ModelEffort

DAYS = 30
LEAST = 20  # replies; the mean of fewer is mostly the loading of the model


@dataclass(frozen=True)
class Effort:
    """What one finished reply took on average: all that the model's process did, divided by the replies that it finished."""

    since: date
    replies: int
    seconds: float

    def watt_hours(self, core_watts: float) -> float:
        """Return the estimated energy of one reply when a busy processor core takes so many watts."""
        return self.seconds * core_watts / 3600


def note(card: ModelCard, *, replies: int, seconds: float) -> None:
    """Add to today's row of this model."""
    day, _is_new = ModelEffort.objects.get_or_create(day=timezone.localdate(), sha256=card.sha256)
    ModelEffort.objects.filter(pk=day.pk).update(replies=F("replies") + replies, cpu_seconds=F("cpu_seconds") + seconds)


def of_one_reply(card: ModelCard) -> Effort | None:
    """Return the mean of the last days, None before enough was measured."""
    first = timezone.localdate() - timedelta(days=DAYS)
    days = ModelEffort.objects.filter(sha256=card.sha256, day__gt=first)
    found = days.aggregate(since=Min("day"), replies=Sum("replies"), seconds=Sum("cpu_seconds"))
    if (found["replies"] or 0) < LEAST:
        return None
    return Effort(found["since"], found["replies"], found["seconds"] / found["replies"])
