"""Legal dates after Regulation 1182/71: a month ends on the same day, or on the next working day."""

import calendar
from datetime import date, timedelta

FIXED = {"FR": [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]}
AFTER_EASTER = {"FR": [1, 39, 50]}


def due_date(received: date, country: str) -> date:
    """Return the last day to answer a request received that day: one month, prolonged to the next working day."""
    year, month = divmod(received.year * 12 + received.month, 12)
    last = calendar.monthrange(year, month + 1)[1]
    due = date(year, month + 1, min(received.day, last))
    while due.weekday() >= 5 or _is_holiday(due, country):
        due += timedelta(days=1)
    return due


def _is_holiday(day: date, country: str) -> bool:
    moving = [_easter(day.year) + timedelta(days=after) for after in AFTER_EASTER.get(country, [])]
    return (day.month, day.day) in FIXED.get(country, []) or day in moving


def _easter(year: int) -> date:
    """Return Easter Sunday, by the anonymous Gregorian rule."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
