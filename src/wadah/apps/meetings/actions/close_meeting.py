"""An officer closes a meeting with what came of it and what comes next."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import Refused, require
from wadah.apps.meetings.models import Meeting
from wadah.apps.meetings.process_rules import HELD_HAS_NEXT_STEP, ONLY_SCHEDULED_MOVES
from wadah.apps.meetings.queries.meeting import get_meeting
from wadah.core.meetings.states import check_outcome, move
from wadah.core.values import MoveNotAllowed


@transaction.atomic
def close_meeting(
    *, actor: Actor, meeting: Meeting, outcome: str, notes: str, next_step: str,
    next_step_owner: str, next_step_due_on: date | None,
) -> Meeting:  # fmt: skip
    """Move the meeting to held.

    Raises `Absent`, `InvalidInput` for an unknown outcome, `Refused` (MEE-02 a field
    is empty, MEE-03 not scheduled any more).
    """
    actor.must_reach(Subject.MEETINGS, Reach.CONSENTED, Reach.ALL)
    get_meeting(actor, meeting.pk)
    found = Meeting.objects.select_for_update().get(pk=meeting.pk)
    before = found.state
    try:
        found.state = move(before, "hold")
    except MoveNotAllowed as error:
        raise Refused(ONLY_SCHEDULED_MOVES) from error
    lacking = check_outcome(outcome, next_step, next_step_owner, next_step_due_on)
    require(not lacking, HELD_HAS_NEXT_STEP)
    found.outcome = outcome
    found.notes = notes.strip()
    found.next_step = next_step.strip()
    found.next_step_owner = next_step_owner.strip()
    found.next_step_due_on = next_step_due_on
    found.save()
    write_audit_row(
        actor=actor,
        verb="meeting.closed",
        target=found,
        before={"state": before},
        after={
            "state": found.state,
            "outcome": outcome,
            "next_step": found.next_step,
            "due_on": next_step_due_on.isoformat() if next_step_due_on else None,
        },
        rule=HELD_HAS_NEXT_STEP.code,
    )
    return found
