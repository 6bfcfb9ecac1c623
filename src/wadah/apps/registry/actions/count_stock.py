"""A business says what it has in hand: counted on a day, made on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Lot, Product, StockCount
from wadah.apps.registry.product_values import read_kg
from wadah.apps.registry.queries.product import get_editable_product
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def count_stock(
    *, actor: Actor, product: Product, kg: Decimal | int, counted_on: date,
    lot: Lot | None = None, made_on: date | None = None,
) -> StockCount:  # fmt: skip
    """Write a count down; the last one of a lot, or of goods without one, counts.

    Without `made_on` the day of the lot is taken. Raises `Absent` or `InvalidInput`.
    """
    product = get_editable_product(actor, product.pk)
    if lot is not None and lot.product_id != product.pk:
        raise InvalidInput("lot", "other_product", _OTHER)
    made_on = made_on or (lot.produced_on if lot is not None else None)
    if made_on is not None and made_on > counted_on:
        raise InvalidInput("made_on", "date_order", _ORDER)
    count = StockCount.objects.create(
        product=product, lot=lot, kg=read_kg("kg", kg), made_on=made_on,
        counted_on=counted_on, by_id=actor.user_id,
    )  # fmt: skip
    write_audit_row(
        actor=actor,
        verb="stock.counted",
        target=count,
        after={
            "product": product.pk,
            "lot": lot.code if lot is not None else "",
            "kg": str(count.kg),
            "counted_on": counted_on.isoformat(),
        },
    )
    return count


_OTHER = Text("Lot ini dari produk lain.", "This lot is of another product.")
_ORDER = Text(
    "Barang tidak mungkin dihitung sebelum dibuat.",
    "Goods cannot be counted before they were made.",
)
