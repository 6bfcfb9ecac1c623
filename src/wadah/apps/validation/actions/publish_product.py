"""A product whose proof stands is shown to buyers, or hidden again."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import CONFIRMED_FIRST, require
from wadah.apps.registry.counting import keep_counts
from wadah.apps.registry.models import Product
from wadah.apps.registry.product_index import index_products
from wadah.apps.registry.queries.product import get_editable_product
from wadah.apps.validation.process_rules import VAL_09
from wadah.apps.validation.proof import is_proved


@transaction.atomic
def publish_product(
    *, actor: Actor, product: Product, published: bool, today: date
) -> Product:
    """Show the product to buyers, or hide it.

    Raises `Absent`, or `Refused` by ACC-01 and VAL-09 (no approval stands behind it).
    """
    product = get_editable_product(actor, product.pk)
    if published:
        require(actor.is_confirmed, CONFIRMED_FIRST)
        require(is_proved(product, today), VAL_09)
    before = product.is_published
    product.is_published = published
    with keep_counts(product.business_id):
        product.save(update_fields=["is_published"])
    index_products([product.pk])
    write_audit_row(
        actor=actor,
        verb="product.shown" if published else "product.hidden",
        target=product,
        before={"is_published": before},
        after={"is_published": published},
        rule=VAL_09.code if published else "",
    )
    return product
