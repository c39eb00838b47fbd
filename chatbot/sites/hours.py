"""When people are on duty at a site: its opening hours in its own time zone, and the date by which a request is answered."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chatbot.sites.models import Site
from chatbot.sites.profiles import Profile, spain_answer_by

Span = tuple[time, time]
SPAN = re.compile(r"(\d{1,2})(?:[:h.](\d{2})?)?\s*(?:-|–|—|à|to)\s*(\d{1,2})(?:[:h.](\d{2})?)?", re.IGNORECASE)
LOOK_AHEAD = 60  # days
WORKING_DAYS = range(5)  # where a site has given no hours: Monday to Friday


def parse(text: str) -> list[list[str]]:
    """Return the spans of one day as they are stored; “9:00-12:30, 14h-18h” is understood. Raises ValidationError."""
    spans = [_span(part.strip()) for part in text.split(",") if part.strip()]
    if any(before[1] > after[0] for before, after in pairwise(spans)):
        raise ValidationError(_("The times must follow each other: 9:00-12:30, 14:00-18:00."))
    return spans


def _span(part: str) -> list[str]:
    found = SPAN.fullmatch(part)
    try:
        opens, closes = (
            (time(int(found[1]), int(found[2] or 0)), time(int(found[3]), int(found[4] or 0))) if found else (time(), time())
        )
    except ValueError:
        opens = closes = time()
    if opens >= closes:
        raise ValidationError(_("“%(part)s” is no opening time. Write it like this: 9:00-12:30, 14:00-18:00.") % {"part": part})
    return [f"{opens:%H:%M}", f"{closes:%H:%M}"]


def written(spans: list[list[str]]) -> str:
    """Return the spans of one day as people write them."""
    return ", ".join(f"{opens}–{closes}" for opens, closes in spans)


def is_open(site: Site, now: datetime) -> bool:
    """Return whether the site is within its opening hours; one that has given none counts as open."""
    local = now.astimezone(ZoneInfo(site.time_zone))
    return not site.opening_hours or any(opens <= local.time() < closes for opens, closes in spans_on(site, local.date()))


def next_opening(site: Site, now: datetime) -> datetime | None:
    """Return when people are next on duty, in the site's time zone; None when they are now, or no hours are given."""
    if not site.opening_hours or is_open(site, now):
        return None
    local = now.astimezone(ZoneInfo(site.time_zone))
    for day in _days_from(local.date(), LOOK_AHEAD):
        for opens, _closes in spans_on(site, day):
            if (day, opens) > (local.date(), local.time()):
                return datetime.combine(day, opens, local.tzinfo)
    return None


def answer_by(site: Site, now: datetime) -> date:
    """Return the date by which the site answers what is asked now: so many working days after today."""
    today = now.astimezone(ZoneInfo(site.time_zone)).date()
    working = [day for day in _days_from(today + timedelta(days=1), 366) if is_working_day(site, day)]
    by = working[min(site.answer_days, len(working)) - 1] if working else today + timedelta(days=site.answer_days)
    return min(by, spain_answer_by(today)) if site.follows(Profile.SPAIN) else by


def is_working_day(site: Site, day: date) -> bool:
    """Return whether people work on that day."""
    if site.opening_hours:
        return bool(spans_on(site, day))
    return day.weekday() in WORKING_DAYS and day not in site.closed_dates


def spans_on(site: Site, day: date) -> list[Span]:
    """Return the opening times of one date; none on closed dates."""
    if day in site.closed_dates:
        return []
    return [(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in _of_weekday(site, day.weekday())]


def week(site: Site) -> list[tuple[str, str]]:
    """Return the hours day by day, in words of the active language; empty when none are given."""
    if not site.opening_hours:
        return []
    return [
        (capfirst(str(name)), written(_of_weekday(site, number)) or pgettext("opening hours", "closed"))
        for number, name in WEEKDAYS.items()
    ]


def _of_weekday(site: Site, number: int) -> list[list[str]]:
    spans: list[list[str]] = site.opening_hours.get(str(number), [])
    return spans


def _days_from(first: date, count: int) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(count))
