"""What was verified, not promised and is still good goes into the next month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import Role
from wadah.apps.registry.capacity_book import Kind, Moves, lock_month, write_line
from wadah.apps.registry.models import CapacityMonth
from wadah.apps.registry.queries.capacity import list_stock
from wadah.core.capacity import carried_over
from wadah.core.values import Month


def carry_over_stock(*, actor: Actor, as_of: date) -> int:
    """Carry the month before `as_of` into its month; how many products had something.

    Only for products that carry over, only what was counted in hand after the month
    had ended, and only as far as it keeps. Raises `Absent` unless the actor runs the
    whole installation.
    """
    actor.must_reach(Subject.OTHER_BUSINESS, Reach.ALL)
    if actor.role is not Role.ADMINISTRATOR:
        raise Absent("stock")
    over = (as_of.replace(day=1) - timedelta(days=1)).replace(day=1)
    rows = CapacityMonth.objects.filter(
        month=over, verified_kg__gt=F("promised_kg"), product__terms__carries_over=True
    ).order_by("product_id")
    return sum(_carry(actor, row, as_of.replace(day=1)) for row in rows)


@transaction.atomic
def _carry(actor: Actor, found: CapacityMonth, into: date) -> bool:
    product = found.product
    # Always the earlier month first: in one order, as everybody takes them.
    row = lock_month(product.pk, found.month)
    lots = [line.as_lot() for line in list_stock(product, counted_from=into)]
    last = into.replace(day=monthrange(into.year, into.month)[1])
    kg: Decimal = carried_over(
        row.free_kg, lots, last, product.terms.shelf_life_days
    )  # fmt: skip
    if kg <= 0:
        return False
    target = lock_month(product.pk, into)
    row.verified_kg -= kg
    row.save(update_fields=["verified_kg"])
    target.verified_kg += kg
    target.save(update_fields=["verified_kg"])
    write_line(actor, product.pk, row.month, Kind.CARRIED_OUT, Moves(verified_kg=-kg))
    write_line(actor, product.pk, into, Kind.CARRIED_IN, Moves(verified_kg=kg))
    write_audit_row(
        actor=actor,
        verb="capacity.carried_over",
        target=target,
        after={"from": str(Month.of(row.month)), "into": str(Month.of(into)),
               "kg": str(kg)},
    )  # fmt: skip
    return True
