"""A product whose proof stands is shown to buyers, or hidden again."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import CONFIRMED_FIRST, require
from wadah.apps.registry.actions.edit_product import edit_product
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.product import get_editable_product
from wadah.apps.validation.process_rules import VAL_09
from wadah.apps.validation.proof import is_proved


@transaction.atomic
def publish_product(
    *, actor: Actor, product: Product, published: bool, today: date
) -> Product:
    """Show the product to buyers, or hide it; `edit_product` leaves the audit row.

    Raises `Absent`, or `Refused` by ACC-01 and VAL-09 (no approval stands behind it).
    """
    product = get_editable_product(actor, product.pk)
    if published:
        require(actor.is_confirmed, CONFIRMED_FIRST)
        require(is_proved(product, today), VAL_09)
    return edit_product(actor=actor, product=product, is_published=published)
