"""What a product is made of, and where that comes from, is set."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.making_values import MaterialLine, read_materials
from wadah.apps.registry.models import Product, RawMaterial
from wadah.apps.registry.queries.product import get_editable_product


@transaction.atomic
def set_raw_materials(
    *, actor: Actor, product: Product, materials: Sequence[MaterialLine]
) -> list[RawMaterial]:
    """Put these raw materials in the place of those that are there.

    Raises `Absent` or `InvalidInput`.
    """
    product = get_editable_product(actor, product.pk)
    before = [MaterialLine.of(row).as_json() for row in product.raw_materials.all()]
    rows = read_materials(product, materials)
    product.raw_materials.all().delete()
    saved = RawMaterial.objects.bulk_create(rows)
    write_audit_row(
        actor=actor,
        verb="product.materials_set",
        target=product,
        before={"materials": before},
        after={"materials": [MaterialLine.of(row).as_json() for row in saved]},
    )
    return saved
