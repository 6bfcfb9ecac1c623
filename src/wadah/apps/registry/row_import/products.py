"""Rows of products."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.models import ProductFamily
from wadah.apps.registry.actions.add_product import add_product
from wadah.apps.registry.actions.edit_product import edit_product
from wadah.apps.registry.models import Product
from wadah.apps.registry.product_values import describe, set_values
from wadah.apps.registry.row_import.cells import (
    read_capitals,
    read_long_text,
    read_number,
    read_pairs,
    read_several,
    read_slug,
    read_yes_or_no,
)
from wadah.apps.registry.row_import.columns import (
    BUSINESS_COLUMNS,
    FAMILY_COLUMN,
    PRODUCT_COLUMN,
    list_of,
)
from wadah.apps.registry.row_import.finding import Finder
from wadah.apps.registry.row_import.kind import Done, ImportColumn, ImportKind, Values
from wadah.apps.registry.row_import.spec_text import read_specs
from wadah.apps.registry.words import FORMS, PACKINGS
from wadah.core.values import InvalidInput, Text

_FIELDS = (
    "form", "hs_code", "packing", "min_order_kg", "price_floor_amount",
    "price_floor_currency", "attributes", "specs", "about", "is_published",
)  # fmt: skip


def make_keeper(actor: Actor) -> Callable[[Values], Done]:
    finder = Finder(actor)

    def keep(values: Values) -> Done:
        business = finder.business(values)
        found = finder.find_product(business, values)
        given = {name: values[name] for name in _FIELDS if name in values}
        if "family" in values:
            given["family"] = finder.family(values)
        if found is None:
            if "family" not in given:
                raise InvalidInput("family", "required", _FAMILY)
            name = values.get("product") or _name_of(given["family"])
            add_product(actor=actor, business=business, name=name, **given)
            return "created"
        if not _changes(found, given):
            return "unchanged"
        edit_product(actor=actor, product=found, **given)
        return "updated"

    return keep


def _name_of(family: str) -> str:
    return ProductFamily.objects.get(pk=family).name_id.capitalize()


def _changes(product: Product, given: dict[str, object]) -> bool:
    """Whether the values would change the product; raise for one that is wrong."""
    before = describe(product)
    # The product itself stays as it was read: a copy is asked.
    copy = Product.objects.get(pk=product.pk)
    set_values(copy, given)
    return describe(copy) != before


PRODUCTS = ImportKind(
    name="products",
    sheet="Produk",
    identity=Text(
        "Satu baris satu produk. Produk dikenal lagi dari usaha dan namanya.",
        "One row is one product, known again by its business and name.",
    ),
    columns=(
        *BUSINESS_COLUMNS,
        replace(
            PRODUCT_COLUMN,
            about=Text(
                "Nama produk. Bila kosong, dipakai nama kelompoknya.",
                "Name of the product. Where empty, that of its family is used.",
            ),
        ),
        FAMILY_COLUMN,
        ImportColumn(
            "form", "BENTUK", "FORM",
            Text("Bentuk saat dikirim.", "The form in which it is shipped."),
            read=read_slug, example="green", choices=list_of(FORMS), also=("form",),
            width=26,
        ),
        ImportColumn(
            "hs_code", "KODE HS", "HS CODE",
            Text(
                "6 atau 8 angka. Bila kosong, dipakai kode lazim kelompoknya.",
                "6 or 8 digits. Where empty, the usual one of its family is used.",
            ),
            example="090111", also=("hs", "hs6"), width=12,
        ),
        ImportColumn(
            "packing", "KEMASAN", "PACKING",
            Text(
                "Satu atau beberapa, dipisah titik koma.",
                "One or more, parted by a semicolon.",
            ),
            read=read_several, example="jute_bag", choices=list_of(PACKINGS),
            is_free=True, width=26,
        ),
        ImportColumn(
            "min_order_kg", "PESANAN TERKECIL (KG)", "SMALLEST ORDER (KG)",
            Text("Dalam kilogram, tanpa titik.", "In kilograms, without dots."),
            read=read_number, example=600, also=("minimum order kg", "moq kg"),
        ),
        ImportColumn(
            "price_floor_amount", "HARGA TERENDAH PER TON", "LOWEST PRICE PER TONNE",
            Text(
                "Harga terendah per ton, bila ada. Perlu mata uangnya.",
                "Lowest price per tonne, where there is one. It needs its currency.",
            ),
            read=read_number, also=("price floor", "price_floor"),
        ),
        ImportColumn(
            "price_floor_currency", "MATA UANG", "CURRENCY",
            Text("Tiga huruf, misalnya USD.", "Three letters, such as USD."),
            read=read_capitals, also=("price currency",), width=12,
        ),
        ImportColumn(
            "attributes", "SIFAT", "ATTRIBUTES",
            Text(
                "nama=nilai, dipisah titik koma: coffee_process=dry; dried=ya.",
                "name=value, parted by a semicolon: coffee_process=dry; dried=yes.",
            ),
            read=read_pairs, example="coffee_process=dry; dried=ya", width=34,
        ),
        ImportColumn(
            "specs", "SPESIFIKASI", "SPECIFICATION",
            Text(
                "Batas yang dijamin, dipisah titik koma: moisture <= 12,5 %.",
                "Limits that are kept, parted by a semicolon: moisture <= 12.5 %.",
            ),
            read=read_specs, example="moisture <= 12,5 %", width=34,
            also=("specs", "spec"),
        ),
        ImportColumn(
            "about", "KETERANGAN", "ABOUT",
            Text("Tentang produk ini.", "About the product."),
            read=read_long_text, also=("description", "deskripsi"), width=40,
            longest=5000,
        ),
        ImportColumn(
            "is_published", "TAMPILKAN", "PUBLISH",
            Text(
                "ya bila boleh dilihat pembeli sesudah terbukti.",
                "yes where buyers may see it once it is proved.",
            ),
            read=read_yes_or_no, also=("published",), width=12,
        ),
    ),
    keeper=make_keeper,
)  # fmt: skip
_FAMILY = Text(
    "Produk baru perlu kelompok produk.", "A new product needs its product family."
)
