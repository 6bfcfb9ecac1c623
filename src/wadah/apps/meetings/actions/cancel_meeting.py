"""An officer calls a meeting off."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.meetings.models import Meeting
from wadah.apps.meetings.process_rules import ONLY_SCHEDULED_MOVES
from wadah.apps.meetings.queries.meeting import get_meeting
from wadah.core.meetings.states import move
from wadah.core.values import MoveNotAllowed


@transaction.atomic
def cancel_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Move the meeting to cancelled; both sides are free again at that hour.

    Raises `Absent`, `Refused` (MEE-03) when it is not scheduled any more.
    """
    actor.must_reach(Subject.MEETINGS, Reach.CONSENTED, Reach.ALL)
    get_meeting(actor, meeting.pk)
    found = Meeting.objects.select_for_update().get(pk=meeting.pk)
    before = found.state
    try:
        found.state = move(before, "cancel")
    except MoveNotAllowed as error:
        raise Refused(ONLY_SCHEDULED_MOVES) from error
    found.save(update_fields=["state"])
    write_audit_row(
        actor=actor,
        verb="meeting.cancelled",
        target=found,
        before={"state": before},
        after={"state": found.state},
    )
    return found
