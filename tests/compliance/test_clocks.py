"""Time limits after Regulation 1182/71: the table with French public holidays, and what holds on every day of ten years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.errors import Invalid
from compliance import clocks
from compliance.clocks import Clock, Pause

COUNTRIES = ["FR", "BE", "DE", "ES", "IT", "LU", "NL", "PL", "IE"]
days = st.dates(date(2026, 1, 1), date(2035, 12, 31))
countries = st.sampled_from(COUNTRIES)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("received", "raw", "legal", "raw_extended", "legal_extended"),
    [
        ("2026-11-30", "2026-12-30", "2026-12-30", "2027-02-28", "2027-03-01"),
        ("2026-11-25", "2026-12-25", "2026-12-28", "2027-02-25", "2027-02-25"),
        ("2026-12-31", "2027-01-31", "2027-02-01", "2027-03-31", "2027-03-31"),
        ("2027-01-31", "2027-02-28", "2027-03-01", "2027-04-30", "2027-04-30"),
        ("2027-04-01", "2027-05-01", "2027-05-03", "2027-07-01", "2027-07-01"),
        ("2027-04-14", "2027-05-14", "2027-05-14", "2027-07-14", "2027-07-15"),
    ],
)
def test_it_counts_months_to_the_right_last_day(received, raw, legal, raw_extended, legal_extended):
    received = day(received)
    clock = Clock(received, "FR")
    longer = clock.extended(sent_on=received, reason="Several years of conversations must be gone through.")
    assert (clock.shown(received), clocks.due_date(received, "FR")) == (day(raw), day(legal))
    assert (longer.shown(received), clocks.extended_due_date(received, "FR")) == (day(raw_extended), day(legal_extended))
    assert (clock.due(received), longer.due(received)) == (day(legal), day(legal_extended))


@given(days, countries)
def test_the_last_day_is_the_first_working_day_from_the_same_day_of_the_next_month(received, country):
    raw, legal = clocks.months_after(received, 1), clocks.due_date(received, country)
    assert legal.weekday() < 5 and legal not in clocks.public_holidays(country, legal.year)
    skipped = [raw + timedelta(n) for n in range((legal - raw).days)]
    assert all(off.weekday() >= 5 or off in clocks.public_holidays(country, off.year) for off in skipped)
    assert (raw.year * 12 + raw.month) - (received.year * 12 + received.month) == 1
    assert raw.day == received.day or (raw + timedelta(1)).day == 1


@given(days, countries)
def test_every_limit_holds_two_working_days_and_grows_with_the_day_of_receipt(received, country):
    legal = clocks.due_date(received, country)
    inside = [received + timedelta(n) for n in range(1, (legal - received).days + 1)]
    working = [one for one in inside if one.weekday() < 5 and one not in clocks.public_holidays(country, one.year)]
    assert len(working) >= 2
    assert legal <= clocks.due_date(received + timedelta(1), country)
    assert legal < clocks.extended_due_date(received, country)


@given(days, countries, st.integers(0, 25), st.integers(0, 60))
def test_a_pause_moves_the_day_shown_by_as_many_days_as_it_lasted(received, country, after, lasted):
    since = received + timedelta(after)
    until = since + timedelta(lasted)
    paused = Clock(received, country, (Pause(since, until),))
    assert paused.shown(until) == clocks.months_after(received, 1) + timedelta(lasted)
    assert paused.due(until) == clocks.working_day(paused.shown(until), country)


@given(days, st.integers(1, 400))
def test_no_request_is_overdue_or_alarming_while_the_doubt_is_open(received, later):
    open_doubt = Clock(received, "FR", (Pause(received + timedelta(1)),))
    today = received + timedelta(later)
    assert open_doubt.is_paused and not open_doubt.is_overdue(today) and open_doubt.alert(today) is None


def test_a_doubt_raised_after_the_last_day_gives_no_time_back():
    late = Clock(day("2026-11-30"), "FR", (Pause(day("2027-01-04"), day("2027-02-04")),))
    assert late.due(day("2027-02-05")) == day("2026-12-30") and late.is_overdue(day("2027-01-05"))


@given(days, countries)
def test_alerts_come_in_order_on_the_fifteenth_seventh_and_second_day_before(received, country):
    clock = Clock(received, country)
    shown, due = clock.shown(received), clock.due(received)
    expected = {16: None, 15: "15", 8: "15", 7: "7", 3: "7", 2: "2", 0: "2"}
    assert {left: clock.alert(shown - timedelta(left)) for left in expected} == expected
    assert clock.alert(due) == "2" and clock.alert(due + timedelta(1)) == "overdue"


@given(days, countries)
def test_an_extension_counts_to_the_last_day_of_the_month_and_not_one_day_later(received, country):
    clock, last = Clock(received, country), clocks.due_date(received, country)
    assert clock.extended(sent_on=last, reason="Complex.").due(last) == clocks.extended_due_date(received, country)
    with pytest.raises(Invalid):
        clock.extended(sent_on=last + timedelta(1), reason="Complex.")


def test_an_extension_needs_a_reason_and_is_given_once():
    clock = Clock(day("2026-11-30"), "FR")
    with pytest.raises(Invalid):
        clock.extended(sent_on=day("2026-12-01"), reason="  ")
    longer = clock.extended(sent_on=day("2026-12-01"), reason="Complex.")
    with pytest.raises(Invalid):
        longer.extended(sent_on=day("2026-12-02"), reason="Complex.")


def test_a_country_that_is_not_known_is_said():
    with pytest.raises(ValueError, match="ISO 3166"):
        clocks.due_date(day("2026-11-30"), "XX")
