from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.errors import ProcedureError
from goodcause.case.days import (
    Calendar,
    Rule6,
    Service,
    calendar,
    counted,
    counted_back,
    rule_on,
    unreviewed,
)

DAYS = st.dates(date(2003, 1, 15), date(2030, 1, 1))
PERIODS = st.integers(1, 120)


def without_lincoln() -> Calendar:
    table = calendar()
    days = {day: kept for day, kept in table.days.items() if "Lincoln" not in kept.name}
    return Calendar(profile="trial", first=table.first, last=table.last, reviewed="", days=days)


def weekday(year: int, month: int, number: int, nth: int) -> date:
    """The nth of a weekday in a month, the last for -1, by looking at every day of it."""
    days = [d for n in range(31) if (d := date(year, month, 1) + timedelta(n)).month == month]
    return [d for d in days if d.weekday() == number][nth - 1 if nth > 0 else nth]


def kept(day: date) -> date:
    return day + timedelta({5: -1, 6: 1}.get(day.weekday(), 0))


@pytest.mark.parametrize(
    ("start", "days", "service", "due"),
    [
        (date(2007, 2, 9), 10, Service.HAND, date(2007, 2, 27)),
        (date(2026, 11, 13), 14, Service.HAND, date(2026, 11, 30)),
        (date(2026, 11, 13), 14, Service.MAIL, date(2026, 12, 3)),
        (date(2026, 9, 28), 14, Service.HAND, date(2026, 10, 13)),
    ],
)
def test_the_vectors_of_the_rule_in_force(
    start: date, days: int, service: Service, due: date
) -> None:
    assert counted(start, days, service=service).day == due


def test_ten_days_in_2007_under_the_later_rule_end_after_presidents_day() -> None:
    assert counted(date(2007, 2, 9), 10, Rule6.EVERY_DAY).day == date(2007, 2, 20)


def test_ten_days_in_2007_without_lincoln_day_end_a_day_sooner() -> None:
    assert counted(date(2007, 2, 9), 10, table=without_lincoln()).day == date(2007, 2, 26)


def test_eleven_days_were_never_counted_short() -> None:
    assert counted(date(2007, 2, 9), 11, Rule6.SKIPS).day == date(2007, 2, 20)


def test_mail_may_roll_twice() -> None:
    due = counted(date(2026, 11, 7), 14, service=Service.MAIL)

    assert due.day == date(2026, 11, 30)
    assert "2026-11-21 is a Saturday" in due.how
    assert "Thanksgiving Day" in due.how
    assert "service by mail" in due.how


def test_a_day_only_the_state_keeps_does_not_close_a_period_that_runs_backward() -> None:
    # 27 November 2026 is the day after Thanksgiving.
    assert counted_back(date(2026, 12, 11), 14).day == date(2026, 11, 27)
    assert counted_back(date(2026, 12, 10), 14).day == date(2026, 11, 25)


def test_the_rule_changes_on_the_first_of_december_2009() -> None:
    assert rule_on(date(2009, 11, 30)) is Rule6.SKIPS
    assert rule_on(date(2009, 12, 1)) is Rule6.EVERY_DAY


@pytest.mark.parametrize("start", [date(2002, 12, 1), date(2032, 12, 30)])
def test_no_day_outside_the_table_is_counted(start: date) -> None:
    with pytest.raises(ProcedureError, match="covers 2003-01-01 to 2032-12-31"):
        counted(start, 14)


@pytest.mark.parametrize("days", [0, -3, 4000])
def test_what_is_no_period_is_refused(days: int) -> None:
    with pytest.raises(ProcedureError, match="no period"):
        counted(date(2026, 1, 5), days)


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(ProcedureError, match="no table of holidays"):
        calendar("../us-ca")


@given(DAYS, PERIODS, st.sampled_from(Rule6), st.sampled_from(Service))
def test_no_period_ends_on_a_closed_day_or_too_soon(
    start: date, days: int, rule: Rule6, service: Service
) -> None:
    due = counted(start, days, rule, service).day

    assert calendar().why_closed(due) == ""
    assert due >= start + timedelta(days=days)
    assert due <= counted(start, days + 1, rule, service).day or days == 10


@given(DAYS, PERIODS, st.sampled_from(Rule6))
def test_counting_back_never_ends_on_a_closed_day_or_too_late(
    event: date, days: int, rule: Rule6
) -> None:
    if event - timedelta(days=days * 2 + 10) < calendar().first:
        return
    due = counted_back(event, days, rule).day

    assert calendar().why_closed(due, state=False) == ""
    assert due <= event - timedelta(days=days)


@pytest.mark.parametrize("year", range(2003, 2033))
def test_the_table_is_what_the_statute_says(year: int) -> None:
    federal = {
        date(year, 1, 1),
        weekday(year, 1, 0, 3),
        weekday(year, 2, 0, 3),
        weekday(year, 5, 0, -1),
        date(year, 7, 4),
        weekday(year, 9, 0, 1),
        weekday(year, 10, 0, 2),
        date(year, 11, 11),
        weekday(year, 11, 3, 4),
        date(year, 12, 25),
        date(year + 1, 1, 1),
        *([date(year, 6, 19)] if year >= 2021 else []),
    }
    table = {d for d, k in calendar().days.items() if d.year == year and k.who == "federal"}

    assert table == {kept(d) for d in federal if kept(d).year == year}


def test_a_table_that_nobody_reviewed_says_so() -> None:
    assert bool(unreviewed()) is not bool(calendar().reviewed)
