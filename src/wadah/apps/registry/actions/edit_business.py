"""Corrects the record of a business."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.business_values import describe, set_values
from wadah.apps.registry.counting import keep_counts
from wadah.apps.registry.models import Business
from wadah.apps.registry.product_index import index_products
from wadah.apps.registry.queries.business import get_editable_business


@transaction.atomic
def edit_business(*, actor: Actor, business: Business, **changes: object) -> Business:
    """Change the named fields; those not named stay.

    Raises `Absent` or `InvalidInput`.
    """
    business = get_editable_business(actor, business.pk)
    before, old_nib = describe(business), business.nib
    set_values(business, changes)
    with keep_counts(business.pk):
        business.save()
    index_products(business.products.values_list("pk", flat=True))
    after = describe(business)
    changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    if business.nib != old_nib:
        # Two numbers may look the same once masked.
        changed.add("nib")
    write_audit_row(
        actor=actor,
        verb="business.edited",
        target=business,
        before={key: before.get(key, "") for key in sorted(changed)},
        after={key: after.get(key, "") for key in sorted(changed)},
    )
    return business
