"""A business says how many kilograms of a product it can make in a month."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.capacity_book import Kind, Moves, lock_month, write_line
from wadah.apps.registry.models import CapacityMonth, Product
from wadah.apps.registry.product_values import read_kg
from wadah.apps.registry.queries.product import get_editable_product
from wadah.core.values import Month


@transaction.atomic
def declare_capacity(
    *, actor: Actor, product: Product, month: Month, kg: Decimal | int
) -> CapacityMonth:
    """Set the declared kilograms; what was verified or promised stays.

    Raises `Absent` or `InvalidInput`.
    """
    product = get_editable_product(actor, product.pk)
    declared = read_kg("kg", kg)
    row = lock_month(product.pk, month.first_day())
    before = row.declared_kg
    row.declared_kg = declared
    row.save(update_fields=["declared_kg"])
    moves = Moves(declared_kg=declared - before)
    write_line(actor, product.pk, row.month, Kind.DECLARED, moves)
    write_audit_row(
        actor=actor,
        verb="capacity.declared",
        target=row,
        before={"declared_kg": str(before)},
        after={"month": str(month), "declared_kg": str(declared)},
    )
    return row
