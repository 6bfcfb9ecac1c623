"""A person no longer acts for an organisation."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import KEEPERS
from wadah.apps.accounts.models import Membership, Role
from wadah.apps.accounts.outbox import write_message
from wadah.apps.accounts.process_rules import LAST_ONE_STAYS, require
from wadah.apps.accounts.queries.people import get_membership, require_managed


@transaction.atomic
def end_membership(*, actor: Actor, membership: Membership, now: datetime) -> None:
    """End it today, one's own or one that the actor looks after; tokens end with it.

    Raises `Absent`, `Refused` (ACC-03, ACC-05).
    """
    row = get_membership(actor, membership.pk)
    if row.user_id != actor.user_id:
        require_managed(actor, row.organisation, row.role)
    require(not is_last(row), LAST_ONE_STAYS)
    today = timezone.localdate(now)
    changed = Membership.objects.filter(pk=row.pk, ended_on__isnull=True).update(
        ended_on=today, ended_by=actor.user_id
    )
    if not changed:
        raise Absent(f"membership {row.pk}")
    row.tokens.filter(revoked_at__isnull=True).update(revoked_at=now)
    write_message(
        to_user=row.user,
        purpose="membership_ended",
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
    )
    write_audit_row(
        actor=actor,
        verb="membership.ended",
        target=row,
        before={"ended_on": None},
        after={
            "ended_on": today.isoformat(),
            "user": row.user_id,
            "role": row.role,
            "organisation": row.organisation_id,
        },
    )


def is_last(row: Membership) -> bool:
    """The last owner or buyer of it, or the last administrator of all."""
    if row.role not in KEEPERS:
        return False
    others = Membership.objects.filter(
        role=row.role, ended_on__isnull=True, user__is_active=True
    ).exclude(pk=row.pk)
    if row.role != Role.ADMINISTRATOR:
        others = others.filter(organisation_id=row.organisation_id)
    return not others.select_for_update().exists()
