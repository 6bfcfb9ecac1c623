"""Reads the values of a product as they are typed; refuses what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from wadah.apps.reference.data_files import read_currencies
from wadah.apps.reference.models import ProductFamily
from wadah.apps.registry.models import Product
from wadah.apps.registry.product_attributes import check_attributes
from wadah.apps.registry.words import FORMS, PACKINGS, check_word
from wadah.core.values import (
    OPERATORS,
    HsCode,
    InvalidInput,
    Text,
    normalise_unit,
    unknown_word,
)

# What the columns hold.
MOST_KG = Decimal(10) ** 10
MOST_AMOUNT = Decimal(10) ** 11
_PARAMETER = re.compile(r"[a-z][a-z0-9_.]{0,79}")
_SPEC_KEYS = frozenset(
    "parameter operator value min max unit basis qualifier alias".split()
)


def find_family(slug: str) -> ProductFamily:
    """The family that is in use. Raises `InvalidInput` for any other word."""
    families = ProductFamily.objects.filter(disabled_from__isnull=True)
    family = families.filter(pk=slug).first()
    if family is None:
        raise unknown_word("family", slug, families.values_list("pk", flat=True))
    return family


def set_values(product: Product, values: Mapping[str, object]) -> None:
    """Check each value and put it on the product, which is not saved.

    Raises `InvalidInput` for a name that is no field and for a value that is wrong.
    """
    for field, value in values.items():
        if field not in _SETTERS:
            raise unknown_word(field, field, _SETTERS)
        _SETTERS[field](product, value)
    if (product.price_floor_amount is None) != (not product.price_floor_currency):
        raise InvalidInput("price_floor_currency", "price_incomplete", _PRICE)


def describe(product: Product) -> dict[str, object]:
    """The values for the audit trail."""
    return {
        "family": product.family_id,
        "name": product.name,
        "hs_code": product.hs_code,
        "form": product.form,
        "attributes": product.attributes,
        "specs": product.specs,
        "packing": product.packing,
        "min_order_kg": _text(product.min_order_kg),
        "price_floor_amount": _text(product.price_floor_amount),
        "price_floor_currency": product.price_floor_currency,
        "about": product.about,
        "is_published": product.is_published,
    }


def read_kg(field: str, value: object, *, least: Decimal = Decimal(0)) -> Decimal:
    """Kilograms to the gram. Raises `InvalidInput`."""
    try:
        kg = Decimal(str(value))
    except InvalidOperation as error:
        raise InvalidInput(field, "number", _NUMBER) from error
    if not kg.is_finite() or kg < least or kg >= MOST_KG:
        raise InvalidInput(field, "kg_range", _KG_RANGE)
    return kg.quantize(Decimal("0.001"))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _set_family(product: Product, value: object) -> None:
    product.family = find_family(str(value))


def _set_name(product: Product, value: object) -> None:
    name = " ".join(str(value).split())
    if not name or len(name) > 200:
        raise InvalidInput("name", "required", _NAME)
    product.name = name


def _set_hs_code(product: Product, value: object) -> None:
    text = value or product.family.hs6
    product.hs_code = HsCode.parse(text, field="hs_code").digits if text else ""


def _set_form(product: Product, value: object) -> None:
    product.form = check_word("form", str(value or ""), FORMS)


def _set_attributes(product: Product, value: object) -> None:
    product.attributes = check_attributes(value) if isinstance(value, Mapping) else {}


def _set_specs(product: Product, value: object) -> None:
    lines = value if isinstance(value, Sequence) else ()
    product.specs = [_checked_line(n, line) for n, line in enumerate(lines)]


def _checked_line(number: int, line: object) -> dict[str, object]:
    """One spec line; whether a laboratory knows the parameter is judged later."""
    field = f"specs[{number}]"
    if not isinstance(line, Mapping):
        raise InvalidInput(field, "spec_line", _SPEC_LINE)
    for key in line:
        if key not in _SPEC_KEYS:
            raise unknown_word(f"{field}.{key}", key, _SPEC_KEYS)
    if not _PARAMETER.fullmatch(str(line.get("parameter", ""))):
        raise InvalidInput(f"{field}.parameter", "spec_line", _SPEC_LINE)
    operator = str(line.get("operator", ""))
    if operator not in OPERATORS:
        raise unknown_word(f"{field}.operator", operator, OPERATORS)
    wanted = ("min", "max") if operator == "between" else ("value",)
    if any(line.get(key) is None for key in wanted):
        raise InvalidInput(f"{field}.{wanted[0]}", "spec_line", _SPEC_LINE)
    normalise_unit(line.get("unit"), f"{field}.unit")
    return {
        str(key): float(part) if isinstance(part, Decimal) else part
        for key, part in line.items()
    }


def _set_packing(product: Product, value: object) -> None:
    words = [str(word) for word in value] if isinstance(value, Sequence) else []
    for number, word in enumerate(words):
        check_word(f"packing[{number}]", word, PACKINGS)
    product.packing = words


def _set_min_order_kg(product: Product, value: object) -> None:
    product.min_order_kg = None if _blank(value) else read_kg("min_order_kg", value)


def _set_price_floor_amount(product: Product, value: object) -> None:
    if _blank(value):
        product.price_floor_amount = None
        return
    try:
        amount = Decimal(str(value))
    except InvalidOperation as error:
        raise InvalidInput("price_floor_amount", "number", _NUMBER) from error
    if not amount.is_finite() or not 0 < amount < MOST_AMOUNT:
        raise InvalidInput("price_floor_amount", "price_range", _PRICE_RANGE)
    product.price_floor_amount = amount.quantize(Decimal("0.01"))


def _set_price_floor_currency(product: Product, value: object) -> None:
    code = str(value or "").strip().upper()
    known = {row.currency for row in read_currencies()}
    product.price_floor_currency = check_word("price_floor_currency", code, known)


def _set_about(product: Product, value: object) -> None:
    product.about = str(value or "").strip()[:5000]


def _set_is_published(product: Product, value: object) -> None:
    product.is_published = bool(value)


def _blank(value: object) -> bool:
    return value is None or value == ""


_SETTERS: dict[str, Callable[[Product, object], None]] = {
    "family": _set_family,
    "name": _set_name,
    "hs_code": _set_hs_code,
    "form": _set_form,
    "attributes": _set_attributes,
    "specs": _set_specs,
    "packing": _set_packing,
    "min_order_kg": _set_min_order_kg,
    "price_floor_amount": _set_price_floor_amount,
    "price_floor_currency": _set_price_floor_currency,
    "about": _set_about,
    "is_published": _set_is_published,
}
_NAME = Text(
    "Tulis nama produk, paling banyak 200 huruf.",
    "Write the name of the product, at most 200 characters.",
)
_NUMBER = Text("Tulis angka, misalnya 1500.", "Write a number, such as 1500.")
_KG_RANGE = Text(
    "Jumlahnya di luar yang masuk akal; tulis dalam kilogram, tidak di bawah nol.",
    "The quantity is out of range; write kilograms, not below zero.",
)
_PRICE = Text(
    "Harga terendah perlu jumlah dan mata uang, misalnya 2900 dan USD.",
    "A lowest price needs an amount and a currency, such as 2900 and USD.",
)
_PRICE_RANGE = Text("Tulis harga di atas nol.", "Write a price above zero.")
_SPEC_LINE = Text(
    "Baris spesifikasi perlu parameter, tanda batas dan nilai.",
    "A line of a specification needs a parameter, an operator and a value.",
)
