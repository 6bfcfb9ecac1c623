"""Columns that several kinds share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from wadah.apps.registry.row_import.cells import read_words
from wadah.apps.registry.row_import.kind import ImportColumn
from wadah.apps.registry.template_file import family_choices, region_choices
from wadah.core.values import Text


def list_of(words: Mapping[str, object]) -> Callable[[], Sequence[str]]:
    """Choices `green (green beans)`: the word of the list, then what it means."""
    return lambda: [f"{word} ({about})" for word, about in words.items() if word]


BUSINESS_COLUMNS = (
    ImportColumn(
        "business", "NAMA USAHA", "BUSINESS",
        Text(
            "Nama usaha seperti di Wadah. Boleh kosong bila NIB diisi.",
            "Name of the business as in Wadah. May be empty where NIB is given.",
        ),
        example="Kopi Wati", also=("usaha", "business name", "nama perusahaan"),
        width=30,
    ),
    ImportColumn(
        "region", "KABUPATEN/KOTA", "REGENCY OR CITY",
        Text(
            "Perlu hanya bila dua usaha bernama sama.",
            "Needed only where two businesses share a name.",
        ),
        example="Kota Metro", choices=region_choices, also=("kabupaten", "regency"),
        width=24,
    ),
    ImportColumn(
        "nib", "NIB", "BUSINESS NUMBER (NIB)",
        Text(
            "13 angka. Bila diisi, usahanya dikenal dari sini.",
            "13 digits. Where given, the business is known by it.",
        ),
        also=("nomor induk berusaha",),
    ),
    ImportColumn(
        "list", "DAFTAR", "LIST",
        Text(
            "Nama daftar asal usaha (atau nama berkasnya), bersama kolom berikut.",
            "Name of the list the business came from (or of its file), with the next "
            "column.",
        ),
        also=("list name", "nama daftar"),
    ),
    ImportColumn(
        "list_row", "NOMOR DI DAFTAR", "ROW IN THE LIST",
        Text("Nomor urut usaha di daftar itu.", "Number of the business in that list."),
        also=("row key", "list row"), width=12,
    ),
)  # fmt: skip
PRODUCT_COLUMN = ImportColumn(
    "product", "PRODUK", "PRODUCT",
    Text(
        "Nama produk seperti di Wadah. Boleh kosong bila usahanya hanya punya satu.",
        "Name of the product as in Wadah. May be empty where the business has one.",
    ),
    example="Robusta petik merah", also=("nama produk", "product name", "name"),
    width=30,
)  # fmt: skip
FAMILY_COLUMN = ImportColumn(
    "family", "KELOMPOK PRODUK", "PRODUCT FAMILY",
    Text("Pilih dari daftar.", "Choose from the list."),
    read=read_words, example="biji kopi robusta", choices=family_choices,
    also=("keluarga produk", "kelompok", "family slug"), width=40,
)  # fmt: skip
LOT_COLUMN = ImportColumn(
    "lot", "KODE LOT", "LOT",
    Text("Kode lot, sekali dalam satu produk.", "Code of the lot, once in a product."),
    is_required=True, example="2026-11-A", also=("lot code", "kode", "code", "lot id"),
)  # fmt: skip
WHICH_PRODUCT = (
    *BUSINESS_COLUMNS,
    PRODUCT_COLUMN,
    replace(
        FAMILY_COLUMN,
        about=Text(
            "Sebagai ganti nama produk, bila hanya satu produk dari kelompok ini.",
            "Instead of the product's name, where it has one of this family only.",
        ),
        example="",
    ),
)
