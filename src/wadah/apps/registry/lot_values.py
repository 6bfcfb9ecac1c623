"""The values of a lot as they are typed."""

from __future__ import annotations

from decimal import Decimal

from wadah.apps.reference.models import Region
from wadah.apps.registry.models import Product
from wadah.apps.registry.product_values import read_kg
from wadah.apps.registry.typed_values import read_region
from wadah.core.values import InvalidInput, Text

LONGEST_CODE = 60


def read_lot_code(product: Product, code: str, own: int | None = None) -> str:
    """A code that no other lot of the product has. Raises `InvalidInput`."""
    code = " ".join(code.split())
    if not code or len(code) > LONGEST_CODE:
        raise InvalidInput("code", "required", _CODE)
    others = product.lots.filter(code=code)
    if (others if own is None else others.exclude(pk=own)).exists():
        raise InvalidInput("code", "code_taken", _CODE_TAKEN)
    return code


def read_lot_kg(value: Decimal | int) -> Decimal:
    """Kilograms above zero. Raises `InvalidInput`."""
    kg = read_kg("quantity_kg", value)
    if kg <= 0:
        raise InvalidInput("quantity_kg", "above_zero", _ABOVE_ZERO)
    return kg


def read_lot_region(product: Product, code: str) -> Region | None:
    """The region of a code; without one, where the business is."""
    return read_region(code) if code else product.business.region


_CODE = Text(
    "Beri lot sebuah kode pendek, misalnya 2026-11-A.",
    "Give the lot a short code, such as 2026-11-A.",
)
_CODE_TAKEN = Text(
    "Produk ini sudah punya lot dengan kode itu. Pakai kode lain.",
    "The product has a lot of that code. Use another code.",
)
_ABOVE_ZERO = Text("Jumlah harus lebih dari nol.", "The quantity must be above zero.")
