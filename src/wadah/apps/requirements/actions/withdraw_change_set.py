"""Who proposed a change takes it back."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.requirements.models import RuleChangeSet
from wadah.apps.requirements.process_rules import REQ_05
from wadah.apps.requirements.queries.change_set import get_own_draft

_OPEN = (RuleChangeSet.State.DRAFT, RuleChangeSet.State.PROPOSED)


@transaction.atomic
def withdraw_change_set(*, actor: Actor, change_set_id: int) -> RuleChangeSet:
    """Raises `Refused` by REQ-05 once it was decided."""
    row = get_own_draft(actor, change_set_id)
    before = row.state
    require(before in _OPEN, REQ_05)
    row.state = RuleChangeSet.State.WITHDRAWN
    row.save(update_fields=["state"])
    write_audit_row(
        actor=actor,
        verb="rule_change_set.withdrawn",
        target=row,
        before={"state": before},
        after={"state": row.state},
    )
    return row
