"""A person no longer wants to hear of a product in a market."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.requirements.models import RuleFollow


@transaction.atomic
def unfollow_rules(*, actor: Actor, follow_id: int) -> None:
    """Raises `Absent` where it is not the actor's own."""
    row = RuleFollow.objects.filter(pk=follow_id, user_id=actor.user_id or 0).first()
    if row is None or actor.user_id is None:
        raise Absent(follow_id)
    write_audit_row(
        actor=actor,
        verb="rules.unfollowed",
        target=row,
        before={"family": row.family_id, "market": row.market_id},
    )
    row.delete()
