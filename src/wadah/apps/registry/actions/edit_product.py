"""Corrects or completes a product."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.counting import keep_counts
from wadah.apps.registry.models import Product
from wadah.apps.registry.product_index import index_products
from wadah.apps.registry.product_values import describe, set_values
from wadah.apps.registry.queries.product import get_editable_product


@transaction.atomic
def edit_product(*, actor: Actor, product: Product, **changes: object) -> Product:
    """Change the named fields; those not named stay.

    Raises `Absent` or `InvalidInput`.
    """
    product = get_editable_product(actor, product.pk)
    before = describe(product)
    set_values(product, changes)
    with keep_counts(product.business_id):
        product.save()
    index_products([product.pk])
    after = describe(product)
    changed = [key for key in after if before[key] != after[key]]
    write_audit_row(
        actor=actor,
        verb="product.edited",
        target=product,
        before={key: before[key] for key in changed},
        after={key: after[key] for key in changed},
    )
    return product
