"""Writes the audit row that every action leaves."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import AuditRow


def write_audit_row(
    *,
    actor: Actor,
    verb: str,
    target: Model,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    rule: str = "",
) -> AuditRow:
    """Record `verb` (past tense, `product.added`) inside the action's transaction."""
    return AuditRow.objects.create(
        actor_id=actor.user_id,
        acting_for_id=actor.organisation_id,
        verb=verb,
        target_kind=target._meta.label_lower,
        target_id=str(target.pk),
        before=dict(before or {}),
        after=dict(after or {}),
        rule=rule,
    )
