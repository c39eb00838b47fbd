"""The time limits of article 12(3) GDPR, counted as Regulation (EEC, Euratom) No 1182/71 says: pure functions of dates."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Self

import holidays
from django.utils.translation import gettext as _

from chatbot.errors import Invalid

MONTHS = 1
MONTHS_EXTENDED = 3  # the month, and two further ones
ALERT_DAYS = (15, 7, 2)
DAY = timedelta(days=1)


def due_date(received: date, country: str) -> date:
    """Return the last day on which a request may be answered; `country` as in ISO 3166, such as FR."""
    return working_day(months_after(received, MONTHS), country)


def extended_due_date(received: date, country: str) -> date:
    """Return the last day when the month was extended by two further months."""
    return working_day(months_after(received, MONTHS_EXTENDED), country)


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day when it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def working_day(day: date, country: str) -> date:
    """Return the day itself, or the first one after it that is no Saturday, Sunday or public holiday of the country."""
    while day.weekday() >= calendar.SATURDAY or day in public_holidays(country, day.year):
        day += DAY
    return day


@cache
def public_holidays(country: str, year: int) -> frozenset[date]:
    """Return the nation-wide public holidays of a year; raises ValueError for a country that is not known."""
    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError as error:
        raise ValueError(
            f"{country!r} is no country whose public holidays are known: write it as in ISO 3166, such as FR."
        ) from error


@dataclass(frozen=True)
class Pause:
    """The clock stands while a doubt about who asks is open: from the day the proof was asked for to the day it came."""

    since: date
    until: date | None = None


@dataclass(frozen=True)
class Clock:
    """The time that one request leaves; `pauses` in the order in which they were opened."""

    received: date
    country: str
    pauses: tuple[Pause, ...] = ()
    extended_on: date | None = None

    @property
    def is_paused(self) -> bool:
        """Whether a doubt about who asks is open."""
        return any(pause.until is None for pause in self.pauses)

    def shown(self, today: date) -> date:
        """Return the day that people are told: the stricter one, weekends and public holidays not added."""
        months = MONTHS if self.extended_on is None else MONTHS_EXTENDED
        return _later(months_after(self.received, months), self._counted(today), self.country)

    def due(self, today: date) -> date:
        """Return the legal last day, after which the answer is late; while the clock stands it moves on with each day."""
        return working_day(self.shown(today), self.country)

    def is_overdue(self, today: date) -> bool:
        """Whether the legal last day has passed."""
        return today > self.due(today)

    def alert(self, today: date) -> str | None:
        """Return the alert that holds today: `overdue`, else `15`, `7` or `2` for at most so many days left; else none."""
        if self.is_paused:
            return None
        if self.is_overdue(today):
            return "overdue"
        left = (self.shown(today) - today).days
        reached = [days for days in ALERT_DAYS if left <= days]
        return str(min(reached)) if reached else None

    def extended(self, *, sent_on: date, reason: str) -> Self:
        """Return the clock with two further months; raises Invalid without a reason, twice, or sent after the first month."""
        if not reason.strip():
            raise Invalid(_("Say why the request needs more time: the person must be told the reason."))
        if self.extended_on is not None:
            raise Invalid(_("This request has been extended already; the law allows it once."))
        if not self.received <= sent_on <= self.due(sent_on):
            raise Invalid(_("The month has passed: an extension counts only if its reason was sent within the month."))
        return replace(self, extended_on=sent_on)

    def _counted(self, today: date) -> Iterable[tuple[date, date]]:
        return [(pause.since, pause.until or max(today, pause.since)) for pause in self.pauses]


def _later(day: date, pauses: Iterable[tuple[date, date]], country: str) -> date:
    """Return the day moved by every pause that began while there was time left."""
    for since, until in pauses:
        if since <= working_day(day, country):
            day += max(until - since, timedelta())
    return day
