"""A timetable as rows of slots and columns of tables, and sentences about it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from wadah.apps.meetings.models import (
    EventSlot,
    EventTable,
    EventTimetable,
    PlannedMeeting,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One slot with a cell for each table that is used at all."""

    slot: EventSlot
    starts_at: datetime
    cells: tuple[PlannedMeeting | None, ...]


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    tables: tuple[EventTable, ...]
    days: tuple[Day, ...]


def grid_of(timetable: EventTimetable) -> Grid:
    """All slots of the event; tables without any meeting are left out."""
    event = timetable.event
    zone = ZoneInfo(event.time_zone)
    at: dict[tuple[int, int], PlannedMeeting] = {}
    meetings = timetable.meetings.select_related("seller__business", "buyer__buyer")
    for held in meetings:
        at[held.slot_id, held.table_id] = held
    used = {table for _slot, table in at}
    tables = tuple(table for table in event.tables.all() if table.pk in used)
    days: dict[date, list[Row]] = defaultdict(list)
    for slot in event.slots.all():
        start = slot.starts_at.astimezone(zone)
        cells = tuple(at.get((slot.pk, table.pk)) for table in tables)
        days[start.date()].append(Row(slot, start, cells))
    return Grid(tables, tuple(Day(day, tuple(rows)) for day, rows in days.items()))


def sentence_of(violation: str) -> str:
    """A rule that a move by hand would break, in words."""
    code = violation.partition(": ")[0]
    sentences = {
        "two_meetings_in_slot": _("One of the two already has a meeting then."),
        "two_meetings_at_table": _("The table is taken then."),
        "not_available": _("One of the two is not there then."),
        "not_at_own_table": _("One of the two keeps a table and meets there."),
        "pin_not_kept": _("The organiser pinned this meeting to its slot."),
        "no_time_to_walk": _("There is no time to walk from the hall before."),
        "too_few_interpreters": _("No interpreter is free then."),
        "no_lunch": _("Nobody would be left a pause."),
        "wrong_order": _("Another meeting has to come before this one."),
        "forbidden": _("The organiser forbade this."),
    }
    return sentences.get(code, _("This breaks a rule of the event: %(rule)s.")
                         % {"rule": code})  # fmt: skip
