"""An owner hands his business over to a member of his staff."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions._let_in import let_in
from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Membership, Role
from wadah.apps.accounts.outbox import write_message
from wadah.apps.accounts.process_rules import OWNERSHIP_BY_THE_OWNER, require
from wadah.apps.accounts.queries.people import get_membership, get_own_user


@transaction.atomic
def hand_over_ownership(
    *, actor: Actor, membership: Membership, now: datetime
) -> Membership:
    """Who was staff becomes owner, the owner becomes staff; both are told.

    Raises `Absent`, `Refused` (ACC-07).
    """
    row = get_membership(actor, membership.pk)
    is_owner = actor.role is Role.OWNER and actor.organisation_id == row.organisation_id
    require(is_owner and row.role == Role.STAFF, OWNERSHIP_BY_THE_OWNER)
    house, giver, taker = row.organisation, get_own_user(actor), row.user
    let_in(taker, house, Role.OWNER)
    let_in(giver, house, Role.STAFF)
    Membership.objects.filter(organisation=house, ended_on__isnull=True).filter(
        user=taker, role=Role.STAFF
    ).update(ended_on=timezone.localdate(now), ended_by=giver)
    Membership.objects.filter(organisation=house, ended_on__isnull=True).filter(
        user=giver, role=Role.OWNER
    ).update(ended_on=timezone.localdate(now), ended_by=giver)
    for person, purpose, other in (
        (giver, "ownership_given", taker),
        (taker, "ownership_received", giver),
    ):
        write_message(
            to_user=person, purpose=purpose, organisation_id=house.pk,
            organisation=house.name, name=other.name,
        )  # fmt: skip
    write_audit_row(
        actor=actor,
        verb="ownership.handed_over",
        target=house,
        before={"owner": giver.pk},
        after={"owner": taker.pk},
    )
    return Membership.objects.get(user=taker, organisation=house, role=Role.OWNER)
