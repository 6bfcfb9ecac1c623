"""An officer moves a meeting of a draft by hand, locks it or takes it out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.meetings.event_problem import event_problem, published_meetings
from wadah.apps.meetings.models import (
    EventSlot,
    EventTable,
    EventTimetable,
    PlannedMeeting,
)
from wadah.apps.meetings.process_rules import ONLY_DRAFTS_CHANGE
from wadah.apps.meetings.queries.event import get_timetable
from wadah.core import meetings as core


class MoveClashes(Exception):
    """The move breaks rules of the event; nothing was changed.

    `violations` are codes with their subjects, as the checker gives them.
    """

    def __init__(self, violations: tuple[str, ...]) -> None:
        super().__init__("; ".join(violations))
        self.violations = violations


@transaction.atomic
def move_planned(
    *, actor: Actor, meeting: PlannedMeeting, slot: EventSlot, table: EventTable
) -> PlannedMeeting:
    """Put a meeting of a draft into another slot or at another table.

    Raises `Absent`, `Refused` (MEE-11), `MoveClashes`.
    """
    timetable = _draft(actor, meeting.timetable_id)
    found = timetable.meetings.get(pk=meeting.pk)
    clashes = clashes_of(timetable, found, slot.pk, table.pk)
    if clashes:
        raise MoveClashes(clashes)
    before = {"slot": found.slot_id, "table": found.table_id}
    found.slot, found.table = slot, table
    found.save(update_fields=["slot", "table"])
    write_audit_row(
        actor=actor,
        verb="planned_meeting.moved",
        target=timetable,
        before=before,
        after={"meeting": found.pk, "slot": slot.pk, "table": table.pk},
    )
    return found


@transaction.atomic
def lock_planned(*, actor: Actor, meeting: PlannedMeeting, is_locked: bool) -> None:
    """Say that a meeting of a draft stays where it is when a new draft is made of it.

    Raises `Absent`, `Refused` (MEE-11).
    """
    timetable = _draft(actor, meeting.timetable_id)
    timetable.meetings.filter(pk=meeting.pk).update(is_locked=is_locked)
    write_audit_row(
        actor=actor,
        verb="planned_meeting.locked",
        target=timetable,
        after={"meeting": meeting.pk, "is_locked": is_locked},
    )


def clashes_of(
    timetable: EventTimetable, meeting: PlannedMeeting, slot_pk: int, table_pk: int
) -> tuple[str, ...]:
    """Rules that this move would break and that are kept now."""
    problem = event_problem(timetable.event)
    plan = published_meetings(timetable)
    moved = tuple(
        replace(held, slot=str(slot_pk), table=str(table_pk))
        if held.meeting == meeting.pk
        else held
        for held in plan
    )
    before = set(_broken(problem, plan))
    return tuple(one for one in _broken(problem, moved) if one not in before)


def _broken(
    problem: core.Event, plan: tuple[core.PlannedMeeting, ...]
) -> tuple[str, ...]:
    found = core.Plan(Decimal(0), plan, 0)
    result = core.Result(found, None, core.Status.FEASIBLE, 0.0)
    told = ("objective", "minimum_not_told")
    return tuple(
        one for one in core.violations(problem, result) if not one.startswith(told)
    )


def _draft(actor: Actor, pk: int) -> EventTimetable:
    timetable = get_timetable(actor, pk)
    require(timetable.state == EventTimetable.State.DRAFT, ONLY_DRAFTS_CHANGE)
    return timetable
