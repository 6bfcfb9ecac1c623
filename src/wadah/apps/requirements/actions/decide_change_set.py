"""A second person approves or rejects a change of the rules."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.requirements.change_checks import (
    check_with_the_others,
    read_changes,
    rests_on_newest,
)
from wadah.apps.requirements.models import RuleBaseStamp, RuleChangeSet
from wadah.apps.requirements.process_rules import REQ_01, REQ_04, REQ_05
from wadah.apps.requirements.queries.change_set import DECIDERS, get_change_set
from wadah.apps.requirements.telling import tell_followers
from wadah.core.values import InvalidInput, Text

_NO_NOTE = Text("Tulis alasan penolakan.", "Write why it is rejected.")


@transaction.atomic
def decide_change_set(
    *, actor: Actor, change_set_id: int, approve: bool, note: str, today: date
) -> RuleChangeSet:
    """Approve or reject what another person proposed; the rules follow at once.

    Raises `Absent` for a role that does not decide, `Refused` by REQ-01, REQ-04 or
    REQ-05, `InvalidInput` where a rejection has no reason.
    """
    if actor.role not in DECIDERS or actor.user_id is None:
        raise Absent(change_set_id)
    get_change_set(actor, change_set_id)
    row = RuleChangeSet.objects.select_for_update().get(pk=change_set_id)
    require(row.state == RuleChangeSet.State.PROPOSED, REQ_05)
    require(row.proposed_by_id != actor.user_id, REQ_01)
    if not approve and not note.strip():
        raise InvalidInput("note", "required", _NO_NOTE)
    changes = read_changes(row)
    if approve:
        # Two sets approved at once would both rest on the same version.
        RuleBaseStamp.objects.get_or_create(pk=RuleBaseStamp.ONLY)
        stamp = RuleBaseStamp.objects.select_for_update().get(pk=RuleBaseStamp.ONLY)
        require(rests_on_newest(changes), REQ_04)
        check_with_the_others(changes, today)
    states = RuleChangeSet.State
    row.state = states.APPROVED if approve else states.REJECTED
    row.decided_by_id, row.decided_at = actor.user_id, timezone.now()
    row.decision_note = note.strip()
    row.save()
    if approve:
        stamp.stamp = uuid.uuid4()
        stamp.save()
        tell_followers(changes, today)
    write_audit_row(
        actor=actor,
        verb="rule_change_set.approved" if approve else "rule_change_set.rejected",
        target=row,
        before={"state": "proposed"},
        after={"state": row.state, "note": row.decision_note},
    )
    return row
