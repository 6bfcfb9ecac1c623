"""A product is entered under its business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.counting import keep_counts
from wadah.apps.registry.models import Business, Product
from wadah.apps.registry.product_index import index_products
from wadah.apps.registry.product_values import describe, set_values
from wadah.apps.registry.queries.business import get_editable_business


@transaction.atomic
def add_product(
    *, actor: Actor, business: Business, family: str, name: str, form: str = "",
    hs_code: str = "", attributes: Mapping[str, object] | None = None,
    specs: Sequence[Mapping[str, object]] | None = None, packing: Sequence[str] = (),
    min_order_kg: Decimal | int | None = None,
    price_floor_amount: Decimal | int | None = None, price_floor_currency: str = "",
    about: str = "", is_published: bool = False,
) -> Product:  # fmt: skip
    """Add a product; without an HS code it gets the usual one of its family.

    Raises `Absent` or `InvalidInput`.
    """
    business = get_editable_business(actor, business.pk)
    product = Product(business=business)
    set_values(
        product,
        {
            "family": family, "name": name, "form": form, "hs_code": hs_code,
            "attributes": attributes or {}, "specs": specs or (), "packing": packing,
            "min_order_kg": min_order_kg, "price_floor_amount": price_floor_amount,
            "price_floor_currency": price_floor_currency, "about": about,
            "is_published": is_published,
        },
    )  # fmt: skip
    with keep_counts(business.pk):
        product.save()
    index_products([product.pk])
    write_audit_row(
        actor=actor,
        verb="product.added",
        target=product,
        after={"business": business.pk, **describe(product)},
    )
    return product
