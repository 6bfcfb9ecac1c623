"""A lot of a product is entered: the smallest quantity with one history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.lot_values import read_lot_code, read_lot_kg, read_lot_region
from wadah.apps.registry.models import Lot, Product
from wadah.apps.registry.product_attributes import check_attributes
from wadah.apps.registry.queries.product import get_editable_product


@transaction.atomic
def add_lot(
    *, actor: Actor, product: Product, code: str, quantity_kg: Decimal | int,
    produced_on: date | None = None, region_code: str = "",
    attributes: Mapping[str, object] | None = None,
) -> Lot:  # fmt: skip
    """Add a lot; without a region it comes from where the business is.

    Raises `Absent` or `InvalidInput`.
    """
    product = get_editable_product(actor, product.pk)
    code = read_lot_code(product, code)
    kg = read_lot_kg(quantity_kg)
    lot = Lot.objects.create(
        product=product,
        code=code,
        quantity_kg=kg,
        produced_on=produced_on,
        region=read_lot_region(product, region_code),
        attributes=check_attributes(attributes or {}),
    )
    write_audit_row(
        actor=actor,
        verb="lot.added",
        target=lot,
        after={
            "product": product.pk,
            "code": code,
            "quantity_kg": str(kg),
            "produced_on": produced_on.isoformat() if produced_on else "",
            "region_code": lot.region_id or "",
        },
    )
    return lot
