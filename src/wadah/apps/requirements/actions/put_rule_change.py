"""A change of one row goes into a draft, or takes the place of the one there."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.requirements.change_checks import check_with_the_others, read_change
from wadah.apps.requirements.models import RuleChange, RuleChangeSet
from wadah.apps.requirements.process_rules import REQ_02
from wadah.apps.requirements.queries.change_set import get_own_draft
from wadah.apps.requirements.rule_base import read_rule_base
from wadah.core.requirements.changing import newest_version


@transaction.atomic
def put_rule_change(
    *,
    actor: Actor,
    change_set_id: int,
    kind: str,
    rule_row: str,
    toml: str,
    today: date,
) -> RuleChange:
    """Keep the change if the reader takes it and the base stays free of errors.

    Raises `InvalidInput` naming the field (`toml.tree.limit`), `Refused` by REQ-02.
    """
    draft = get_own_draft(actor, change_set_id)
    require(draft.state == RuleChangeSet.State.DRAFT, REQ_02)
    row = RuleChange(
        change_set=draft,
        kind=kind,
        rule_row=rule_row.strip().upper(),
        toml="" if kind == RuleChange.Kind.CLOSE else toml.replace("\r\n", "\n"),
    )
    row.closes_version = newest_version(read_rule_base().rules, row.rule_row)
    change = read_change(row, draft.effective_on)
    check_with_the_others([change], today)
    before = draft.changes.filter(rule_row=row.rule_row).first()
    if before is not None:
        row.pk = before.pk
    row.save()
    write_audit_row(
        actor=actor,
        verb="rule_change.put",
        target=draft,
        before={"kind": before.kind, "toml": before.toml} if before else None,
        after={"rule": row.rule_row, "kind": row.kind, "toml": row.toml},
    )
    return row
