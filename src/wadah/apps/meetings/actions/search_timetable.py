"""An officer has a timetable searched; the worker searches it."""

from __future__ import annotations

import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.meetings.event_problem import (
    event_problem,
    published_meetings,
    save_plan,
)
from wadah.apps.meetings.models import Event, EventTimetable, PlannedMeeting
from wadah.apps.meetings.process_rules import EVENT_IS_COMPLETE
from wadah.apps.meetings.queries.event import get_kept_event, set_up
from wadah.core.meetings import Result, Status, StopRule, repair, solve, within

SEED = 1
MOST_SECONDS = 600
# Looking at the database more often would slow the search.
LOOKED_EVERY_SECONDS = 1.0
State = EventTimetable.State


@transaction.atomic
def order_timetable(
    *, actor: Actor, event: Event, seconds: int = 60, is_repair: bool = False
) -> EventTimetable:
    """Write the order down; the caller hands it to the worker on commit.

    Parameters
    ----------
    is_repair
        Mend the published timetable: who can stay, stays.

    Raises `Absent`, `Refused` (MEE-09) where sellers, buyers, tables or slots lack.
    """
    event = get_kept_event(actor, event.pk)
    require(not set_up(actor, event).lacks, EVENT_IS_COMPLETE)
    timetable = EventTimetable.objects.create(
        event=event,
        seconds_allowed=min(max(seconds, 1), MOST_SECONDS),
        mends=event.published if is_repair else None,
        made_by_id=actor.user_id,
    )
    write_audit_row(
        actor=actor,
        verb="timetable.ordered",
        target=timetable,
        after={"event": event.pk, "seconds": seconds, "is_repair": is_repair},
    )
    return timetable


def run_timetable(timetable_id: int) -> None:
    """Search; keep each better plan at once, so that stopping keeps the best."""
    timetable = EventTimetable.objects.select_related("event", "mends").get(
        pk=timetable_id
    )
    if timetable.state != State.SEARCHING:
        return
    stop = _stop_rule(timetable)
    if timetable.mends is None:
        problem = event_problem(timetable.event, _locked(timetable))
        result = solve(problem, stop=stop, seed=SEED, clock=time.monotonic)
    else:
        result = _mend(timetable, timetable.mends, stop)
    _finish(timetable, result)


def _locked(timetable: EventTimetable) -> list[PlannedMeeting]:
    """What an officer locked in the draft before this one."""
    before = (
        EventTimetable.objects.filter(
            event=timetable.event_id, pk__lt=timetable.pk, state=State.DRAFT
        )
        .order_by("-pk")
        .first()
    )
    return list(before.meetings.filter(is_locked=True)) if before else []


def _mend(
    timetable: EventTimetable, published: EventTimetable, stop: StopRule
) -> Result:
    event = timetable.event
    soon = timezone.now() + timedelta(minutes=event.untouchable_minutes)
    return repair(
        event_problem(event),
        published_meetings(published),
        untouchable_before=soon,
        move_price=None,
        stop=stop,
        seed=SEED,
        clock=time.monotonic,
    ).result


@transaction.atomic
def _finish(timetable: EventTimetable, result: Result) -> None:
    is_plan = result.best is not None
    timetable.state = State.DRAFT if is_plan else State.FAILED
    timetable.conflicts = [conflict.text.as_json() for conflict in result.conflicts]
    if result.status is Status.INFEASIBLE:
        timetable.is_best = True
    save_plan(timetable, result)
    timetable.seconds = result.seconds
    timetable.save()
    write_audit_row(
        actor=Actor(user_id=timetable.made_by_id),
        verb="timetable.searched",
        target=timetable,
        after={"state": timetable.state, "status": str(result.status)},
    )


@transaction.atomic
def stop_timetable(*, actor: Actor, timetable: EventTimetable) -> None:
    """Ask a running search to end with the best it has.

    Raises `Absent`.
    """
    get_kept_event(actor, timetable.event_id)
    EventTimetable.objects.filter(pk=timetable.pk, state=State.SEARCHING).update(
        is_stopped=True
    )
    write_audit_row(actor=actor, verb="timetable.stopped", target=timetable)


def _stop_rule(timetable: EventTimetable) -> StopRule:
    """Time left, 0 as soon as somebody stopped the search."""
    left = within(timetable.seconds_allowed, time.monotonic)
    looked_at = time.monotonic()

    def stop() -> float:
        nonlocal looked_at
        if time.monotonic() - looked_at > LOOKED_EVERY_SECONDS:
            looked_at = time.monotonic()
            stopped = EventTimetable.objects.filter(pk=timetable.pk, is_stopped=True)
            if stopped.exists():
                return 0.0
        return left()

    return stop
