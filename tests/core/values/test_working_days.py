"""Working days, counted by hand on the calendar of November 2026 to January 2027."""

from __future__ import annotations

from datetime import date

import pytest

from wadah.core.values import (
    Span,
    count_working_days,
    find_due_day,
    is_working_day,
)

NONE: frozenset[date] = frozenset()
# Christmas Day and New Year's Day, both a Friday.
HOLIDAYS = frozenset({date(2026, 12, 25), date(2027, 1, 1)})


def nov(day: int) -> date:
    return date(2026, 11, day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (nov(27), True),  # Friday
        (nov(28), False),  # Saturday
        (nov(29), False),  # Sunday
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
    ],
)
def test_works_from_monday_to_friday_but_for_holidays(
    day: date, expected: bool
) -> None:
    assert is_working_day(day, HOLIDAYS) is expected


@pytest.mark.parametrize(
    ("spans", "today", "expected"),
    [
        ([], nov(24), 0),
        ([Span(nov(24))], nov(24), 0),  # the first day does not count
        ([Span(nov(24))], nov(25), 1),
        ([Span(nov(27))], nov(30), 1),  # Friday to Monday
        ([Span(nov(23))], nov(30), 5),
        ([Span(nov(23), nov(25))], nov(30), 2),  # stopped on Wednesday
        # Stopped on Wednesday, answered on Friday: Thursday and Friday are free.
        ([Span(nov(23), nov(25)), Span(nov(27))], nov(30), 3),
        # Asked and answered on one day: nothing is given away.
        ([Span(nov(23), nov(25)), Span(nov(25))], nov(27), 4),
        ([Span(date(2026, 12, 23))], date(2027, 1, 4), 6),
        ([Span(nov(23))], nov(20), 0),  # a day before it began
    ],
)
def test_counts_the_days_on_which_the_clock_ran(
    spans: list[Span], today: date, expected: int
) -> None:
    assert count_working_days(spans, today, HOLIDAYS) == expected


@pytest.mark.parametrize(
    ("spans", "target", "holidays", "expected"),
    [
        ([Span(nov(23))], 5, NONE, nov(30)),
        ([Span(nov(23))], 1, NONE, nov(24)),
        ([Span(nov(27))], 1, NONE, nov(30)),
        ([Span(date(2026, 12, 23))], 10, HOLIDAYS, date(2027, 1, 8)),
        ([Span(date(2026, 12, 23))], 10, NONE, date(2027, 1, 6)),
        # Two days were used before it stopped; the third is the Monday after.
        ([Span(nov(23), nov(25)), Span(nov(27))], 3, NONE, nov(30)),
        ([Span(nov(23), nov(25)), Span(nov(27))], 2, NONE, nov(25)),
        ([Span(nov(23), nov(25))], 3, NONE, None),
        ([Span(nov(23))], 0, NONE, nov(23)),
        ([], 5, NONE, None),
    ],
)
def test_finds_the_day_on_which_the_target_is_used_up(
    spans: list[Span], target: int, holidays: frozenset[date], expected: date | None
) -> None:
    assert find_due_day(spans, target, holidays) == expected


@pytest.mark.parametrize("target", range(1, 25))
def test_the_due_day_is_the_first_that_shows_the_target(target: int) -> None:
    spans = [Span(date(2026, 12, 7), date(2026, 12, 16)), Span(date(2026, 12, 21))]

    due = find_due_day(spans, target, HOLIDAYS)

    assert due is not None
    assert count_working_days(spans, due, HOLIDAYS) == target
