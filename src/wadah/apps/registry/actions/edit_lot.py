"""Corrects a lot."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.lot_values import read_lot_code, read_lot_kg, read_lot_region
from wadah.apps.registry.models import Lot
from wadah.apps.registry.queries.product import get_editable_lot
from wadah.apps.registry.typed_values import changed_fields, describe_fields

FIELDS = ("code", "quantity_kg", "produced_on", "region")


@transaction.atomic
def edit_lot(
    *, actor: Actor, lot: Lot, code: str, quantity_kg: Decimal | int,
    produced_on: date | None = None, region_code: str = "",
) -> Lot:  # fmt: skip
    """Set code, quantity, day and origin. Raises `Absent` or `InvalidInput`."""
    lot = get_editable_lot(actor, lot.pk)
    before = describe_fields(lot, FIELDS)
    lot.code = read_lot_code(lot.product, code, lot.pk)
    lot.quantity_kg = read_lot_kg(quantity_kg)
    lot.produced_on = produced_on
    lot.region = read_lot_region(lot.product, region_code)
    lot.save()
    old, new = changed_fields(before, describe_fields(lot, FIELDS))
    write_audit_row(actor=actor, verb="lot.edited", target=lot, before=old, after=new)
    return lot
