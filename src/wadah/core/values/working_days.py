"""Working days: counted over spans in which a clock ran, and counted ahead."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

_ONE = timedelta(days=1)
SATURDAY = 5  # of `date.weekday`


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which a clock ran: after `start`, up to and with `end`; None is open."""

    start: date
    end: date | None = None


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Neither Saturday, Sunday nor one of the holidays."""
    return day.weekday() < SATURDAY and day not in holidays


def count_working_days(
    spans: Sequence[Span], today: date, holidays: Collection[date]
) -> int:
    """The working days of the spans, up to and with `today`.

    Parameters
    ----------
    spans
        In order, not overlapping; only the last may be open.
    today
        The last day that can count.
    holidays
        Days off beside Saturday and Sunday.

    Returns
    -------
    int
        0 or more. The first day of a span does not count, its last day does.

    Examples
    --------
    From Monday to Friday, stopped from Tuesday to Thursday:

    >>> spans = [Span(date(2026, 11, 23), date(2026, 11, 24)), Span(date(2026, 11, 26))]
    >>> count_working_days(spans, date(2026, 11, 27), ())
    2
    """
    return sum(
        is_working_day(day, holidays)
        for span in spans
        for day in _days(span, today)
        if day <= today
    )


def find_due_day(
    spans: Sequence[Span], target: int, holidays: Collection[date]
) -> date | None:
    """The working day on which the clock shows `target`.

    Returns
    -------
    date or None
        None where the clock stands still before it shows so many days.

    Examples
    --------
    Ten working days from Wednesday 23 December 2026, over two holidays:

    >>> days_off = {date(2026, 12, 25), date(2027, 1, 1)}
    >>> find_due_day([Span(date(2026, 12, 23))], 10, days_off)
    datetime.date(2027, 1, 8)
    """
    if not spans:
        return None
    if target <= 0:
        return spans[0].start
    seen = 0
    for span in spans:
        for day in _days(span, date.max):
            seen += is_working_day(day, holidays)
            if seen == target:
                return day
    return None


def _days(span: Span, until: date) -> Iterator[date]:
    last = until if span.end is None else min(span.end, until)
    for step in count(1):
        day = span.start + step * _ONE
        if day > last:
            return
        yield day
