"""The steps by which a product is made are set, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.making_values import StepLine, read_steps
from wadah.apps.registry.models import Product, ProductionStep
from wadah.apps.registry.queries.product import get_editable_product


@transaction.atomic
def set_production_steps(
    *, actor: Actor, product: Product, steps: Sequence[StepLine]
) -> list[ProductionStep]:
    """Put these steps in the place of those that are there.

    Raises `Absent` or `InvalidInput`.
    """
    product = get_editable_product(actor, product.pk)
    before = [StepLine.of(step).as_json() for step in product.steps.all()]
    rows = read_steps(product, steps)
    product.steps.all().delete()
    saved = ProductionStep.objects.bulk_create(rows)
    write_audit_row(
        actor=actor,
        verb="product.steps_set",
        target=product,
        before={"steps": before},
        after={"steps": [StepLine.of(step).as_json() for step in saved]},
    )
    return saved
