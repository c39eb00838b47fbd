from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from chatbot.sites import hours
from chatbot.sites.models import Site

WEEK = {str(day): [["09:00", "12:30"], ["14:00", "18:00"]] for day in range(5)}


def site(**fields):
    return Site(slug="lune", company="Maison Lune", **{"opening_hours": WEEK, **fields})


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)  # Paris is one hour ahead


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", []),
        ("9:00-12:30, 14:00-18:00", [["09:00", "12:30"], ["14:00", "18:00"]]),
        ("9h–12h30", [["09:00", "12:30"]]),
        ("8 à 20", [["08:00", "20:00"]]),
    ],
)
def test_hours_are_understood_as_people_write_them(typed, kept):
    assert hours.parse(typed) == kept


@pytest.mark.parametrize("typed", ["le matin", "18:00-9:00", "9:00", "25:00-26:00", "14:00-18:00, 9:00-12:00"])
def test_other_things_are_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match="9:00-12:30"), override("en"):
        hours.parse(typed)


def test_it_is_open_in_the_sites_own_time_zone():
    assert hours.is_open(site(), at(25, 8)) and not hours.is_open(site(), at(25, 7, 59))
    assert not hours.is_open(site(), at(25, 11, 30)) and not hours.is_open(site(), at(28, 9))
    assert hours.is_open(site(time_zone="Indian/Reunion"), at(25, 5))


def test_the_next_opening_skips_weekends_and_closed_dates():
    friday_evening = at(27, 18)
    assert hours.next_opening(site(), friday_evening).isoformat() == "2026-11-30T09:00:00+01:00"
    assert hours.next_opening(site(closed_dates=[date(2026, 11, 30)]), friday_evening).date() == date(2026, 12, 1)
    assert hours.next_opening(site(), at(25, 12)).hour == 14
    assert hours.next_opening(site(), at(25, 9)) is None and hours.next_opening(site(opening_hours={}), friday_evening) is None


def test_a_request_is_answered_within_working_days():
    assert hours.answer_by(site(), at(25, 9)) == date(2026, 11, 27)
    assert hours.answer_by(site(), at(26, 9)) == date(2026, 11, 30)
    assert hours.answer_by(site(closed_dates=[date(2026, 11, 30)], answer_days=1), at(27, 9)) == date(2026, 12, 1)
    assert hours.answer_by(site(opening_hours={}), at(27, 9)) == date(2026, 12, 1)


def test_the_week_is_told_in_the_readers_language():
    with override("fr"):
        week = hours.week(site())
    assert week[0] == ("Lundi", "09:00–12:30, 14:00–18:00") and week[6] == ("Dimanche", "fermé")
    assert hours.week(site(opening_hours={})) == []
