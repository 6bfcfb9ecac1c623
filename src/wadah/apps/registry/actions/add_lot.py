"""A lot of a product is entered: the smallest quantity with one history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.models import Region
from wadah.apps.registry.models import Lot, Product
from wadah.apps.registry.product_attributes import check_attributes
from wadah.apps.registry.product_values import read_kg
from wadah.apps.registry.queries.product import get_editable_product
from wadah.core.values import InvalidInput, Text

LONGEST_CODE = 60


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
    code = " ".join(code.split())
    if not code or len(code) > LONGEST_CODE:
        raise InvalidInput("code", "required", _CODE)
    if product.lots.filter(code=code).exists():
        raise InvalidInput("code", "code_taken", _CODE_TAKEN)
    kg = read_kg("quantity_kg", quantity_kg)
    if kg <= 0:
        raise InvalidInput("quantity_kg", "above_zero", _ABOVE_ZERO)
    lot = Lot.objects.create(
        product=product,
        code=code,
        quantity_kg=kg,
        produced_on=produced_on,
        region=_region(product, region_code),
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


def _region(product: Product, code: str) -> Region | None:
    if not code:
        return product.business.region
    region = Region.objects.filter(pk=code).first()
    if region is None:
        raise InvalidInput("region_code", "unknown_region", _UNKNOWN_REGION)
    return region


_CODE = Text(
    "Beri lot sebuah kode pendek, misalnya 2026-11-A.",
    "Give the lot a short code, such as 2026-11-A.",
)
_CODE_TAKEN = Text(
    "Produk ini sudah punya lot dengan kode itu. Pakai kode lain.",
    "The product has a lot of that code. Use another code.",
)
_ABOVE_ZERO = Text("Jumlah harus lebih dari nol.", "The quantity must be above zero.")
_UNKNOWN_REGION = Text(
    "Pilih kabupaten atau kota dari daftar.", "Choose a regency or city of the list."
)
