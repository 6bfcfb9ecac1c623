"""A change leaves a draft."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.requirements.models import RuleChange, RuleChangeSet
from wadah.apps.requirements.process_rules import REQ_02
from wadah.apps.requirements.queries.change_set import get_own_draft


@transaction.atomic
def drop_rule_change(*, actor: Actor, change_set_id: int, change_id: int) -> None:
    """Raises `Refused` by REQ-02, `Absent` where the change is not there."""
    draft = get_own_draft(actor, change_set_id)
    require(draft.state == RuleChangeSet.State.DRAFT, REQ_02)
    try:
        row = draft.changes.get(pk=change_id)
    except RuleChange.DoesNotExist as error:
        raise Absent(change_id) from error
    before = {"rule": row.rule_row, "kind": row.kind, "toml": row.toml}
    row.delete()
    write_audit_row(
        actor=actor, verb="rule_change.dropped", target=draft, before=before
    )
