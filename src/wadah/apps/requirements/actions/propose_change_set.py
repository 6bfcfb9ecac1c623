"""A draft is laid before a second person."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.requirements.change_checks import (
    check_with_the_others,
    read_changes,
    rests_on_newest,
)
from wadah.apps.requirements.models import RuleChangeSet
from wadah.apps.requirements.process_rules import REQ_02, REQ_03, REQ_04
from wadah.apps.requirements.queries.change_set import get_own_draft


@transaction.atomic
def propose_change_set(
    *, actor: Actor, change_set_id: int, today: date
) -> RuleChangeSet:
    """Raises `Refused` by REQ-02, REQ-03 or REQ-04."""
    draft = get_own_draft(actor, change_set_id)
    require(draft.state == RuleChangeSet.State.DRAFT, REQ_02)
    changes = read_changes(draft)
    require(bool(changes), REQ_03)
    require(rests_on_newest(changes), REQ_04)
    check_with_the_others(changes, today)
    draft.state = RuleChangeSet.State.PROPOSED
    draft.proposed_at = timezone.now()
    draft.save(update_fields=["state", "proposed_at"])
    write_audit_row(
        actor=actor,
        verb="rule_change_set.proposed",
        target=draft,
        before={"state": "draft"},
        after={"state": draft.state, "changes": len(changes)},
    )
    return draft
