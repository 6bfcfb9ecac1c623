"""The slots of a meeting day, from its hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from wadah.core.values import InvalidInput, Text

MOST_SLOTS = 200
"""Of one event; more cannot be read on any screen and no event has them."""


@dataclass(frozen=True, slots=True)
class DayPlan:
    """Hours of every day of an event.

    Parameters
    ----------
    minutes, buffer_minutes
        Length of a meeting, and what lies between two.
    lunch_from, lunch_to
        No slot touches this time; both None where there is no pause.
    """

    first_on: date
    last_on: date
    starts: time
    ends: time
    minutes: int
    buffer_minutes: int = 0
    lunch_from: time | None = None
    lunch_to: time | None = None


def day_slots(plan: DayPlan, zone: tzinfo) -> tuple[datetime, ...]:
    """Starts of all slots, in time order.

    Parameters
    ----------
    zone
        Where the event takes place; its clock may change between days.

    Returns
    -------
    tuple of datetime
        Aware; each slot ends by `ends` and lies before or after lunch.

    Raises
    ------
    InvalidInput
        Hours that leave no slot, more than 200 slots, days or hours turned round.

    Examples
    --------
    >>> from datetime import UTC
    >>> plan = DayPlan(date(2026, 12, 1), date(2026, 12, 1), time(9), time(10), 20, 5)
    >>> [start.strftime("%H:%M") for start in day_slots(plan, UTC)]
    ['09:00', '09:25']
    """
    _check(plan)
    days = (plan.last_on - plan.first_on).days + 1
    starts = tuple(
        start
        for number in range(days)
        for start in _starts(plan, plan.first_on + timedelta(days=number), zone)
    )
    if not starts:
        raise InvalidInput("ends", "no_slot", _NO_SLOT)
    if len(starts) > MOST_SLOTS:
        raise InvalidInput("minutes", "too_many", _TOO_MANY)
    return starts


def _starts(plan: DayPlan, day: date, zone: tzinfo) -> Iterator[datetime]:
    length = timedelta(minutes=plan.minutes)
    step = length + timedelta(minutes=plan.buffer_minutes)
    start = datetime.combine(day, plan.starts)
    end = datetime.combine(day, plan.ends)
    lunch = None
    if plan.lunch_from is not None and plan.lunch_to is not None:
        lunch = (
            datetime.combine(day, plan.lunch_from),
            datetime.combine(day, plan.lunch_to),
        )
    while start + length <= end:
        if lunch and start < lunch[1] and start + length > lunch[0]:
            start = lunch[1]
            continue
        yield start.replace(tzinfo=zone)
        start += step


def _check(plan: DayPlan) -> None:
    if plan.last_on < plan.first_on:
        raise InvalidInput("last_on", "range", _DAYS)
    if plan.ends <= plan.starts:
        raise InvalidInput("ends", "range", _HOURS)
    if not 5 <= plan.minutes <= 480:
        raise InvalidInput("minutes", "out_of_range", _LENGTH)
    if not 0 <= plan.buffer_minutes <= 240:
        raise InvalidInput("buffer_minutes", "out_of_range", _BUFFER)
    if (plan.lunch_from is None) != (plan.lunch_to is None):
        raise InvalidInput("lunch_to", "required", _LUNCH)
    if plan.lunch_from and plan.lunch_to and plan.lunch_to <= plan.lunch_from:
        raise InvalidInput("lunch_to", "range", _LUNCH)


_DAYS = Text(
    "Hari terakhir tidak boleh sebelum hari pertama.",
    "The last day must not be before the first.",
)
_HOURS = Text(
    "Jam selesai harus setelah jam mulai.", "The day must end after it starts."
)
_LENGTH = Text(
    "Lama pertemuan antara 5 dan 480 menit.",
    "A meeting lasts between 5 and 480 minutes.",
)
_BUFFER = Text(
    "Jeda antara pertemuan 0 sampai 240 menit.",
    "Between two meetings lie 0 to 240 minutes.",
)
_LUNCH = Text(
    "Tulis jam mulai dan jam selesai istirahat, yang kedua setelah yang pertama.",
    "Write when the pause starts and when it ends, the second after the first.",
)
_NO_SLOT = Text(
    "Jam ini tidak memuat satu pertemuan pun. Panjangkan hari atau pendekkan "
    "pertemuannya.",
    "No meeting fits into these hours. Make the day longer or the meetings shorter.",
)
_TOO_MANY = Text(
    f"Jadwal ini memuat lebih dari {MOST_SLOTS} slot. Panjangkan pertemuan atau "
    "kurangi hari.",
    f"These hours hold more than {MOST_SLOTS} slots. Make the meetings longer or take "
    "fewer days.",
)
