"""Verifications whose last day is past hold no more."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import Role
from wadah.apps.registry.actions.withdraw_verification import take_back
from wadah.apps.registry.capacity_book import Kind
from wadah.apps.registry.models import CapacityMonth


@transaction.atomic
def lapse_verifications(*, actor: Actor, as_of: date) -> int:
    """Take back what is free of verifications whose last day is past; how many.

    Raises `Absent` unless the actor runs the whole installation.
    """
    actor.must_reach(Subject.OTHER_BUSINESS, Reach.ALL)
    if actor.role is not Role.ADMINISTRATOR:
        raise Absent("verifications")
    late = CapacityMonth.objects.select_for_update().filter(
        verified_until__lt=as_of, verified_kg__gt=F("promised_kg")
    )
    rows = list(late.order_by("product_id", "month"))
    for row in rows:
        before = take_back(actor, row, Kind.LAPSED)
        write_audit_row(
            actor=actor,
            verb="capacity.lapsed",
            target=row,
            before={"verified_kg": str(before)},
            after={"verified_kg": str(row.verified_kg), "month": str(row.month)},
        )
    return len(rows)
