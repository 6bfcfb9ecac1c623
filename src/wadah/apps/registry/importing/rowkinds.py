"""Tells a row of a business from totals, notes, headings and second products."""

from __future__ import annotations

import re

from wadah.apps.registry.importing.header import is_column_numbers, repeats_header
from wadah.apps.registry.importing.mapping import ColumnMap
from wadah.apps.registry.importing.staged import SkippedKind
from wadah.apps.registry.importing.table import RawRow
from wadah.apps.registry.importing.words import (
    clean_name,
    clean_row_number,
    clean_text,
    clean_value,
)

_TOTAL = re.compile(
    r"(sub ?|grand ?)?(jumlah|total)( (total|seluruh(nya)?|keseluruhan|semua))?"
    r"|rata ?- ?rata|average|sum",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(catatan|keterangan|sumber|note|source)\b.{0,3}:|\*", re.IGNORECASE
)
_OF_A_BUSINESS = ("street", "phone")
_OF_A_PRODUCT = ("product_name", "kbli_title", "commodity", "category")


def skipped_kind(
    row: RawRow, mapping: ColumnMap, *, follows_business: bool
) -> SkippedKind | None:
    """What the row is when it is no business; None for a business, named or not."""
    if row.is_blank:
        return "blank"
    if repeats_header(row, mapping.header) or is_column_numbers(row):
        return "header"
    first_text = next(clean_text(cell) for cell in row.cells if cell.strip())
    name = clean_name(_cell(row, mapping, "name"))
    owner = clean_name(_cell(row, mapping, "owner_name"))
    if not owner:
        names_total = not name or _is_total(name)
        if names_total and _is_total(first_text):
            return "total"
        if _NOTE.match(first_text):
            return "note"
    if name or owner:
        return None
    return _unnamed_kind(row, mapping, follows_business)


def _is_total(text: str) -> bool:
    return _TOTAL.fullmatch(text.rstrip(" :.")) is not None


def _unnamed_kind(
    row: RawRow, mapping: ColumnMap, follows_business: bool
) -> SkippedKind | None:
    has_number_column = mapping.column_of("external_no") is not None
    filled = sum(bool(clean_value(cell)) for cell in row.cells)
    if clean_row_number(_cell(row, mapping, "external_no")):
        # A form numbered in advance: nothing but the number stands in the row.
        return "blank" if filled <= 1 else None
    # A lone cell, wherever it stands, is a signature or a heading.
    if filled > 1 and _has_any(row, mapping, _OF_A_BUSINESS):
        return None
    if not _has_any(row, mapping, _OF_A_PRODUCT):
        return "note"
    # Without a number of its own, a product belongs to the business above it.
    return "further_product" if has_number_column and follows_business else None


def _has_any(row: RawRow, mapping: ColumnMap, fields: tuple[str, ...]) -> bool:
    return any(clean_value(_cell(row, mapping, field)) for field in fields)


def _cell(row: RawRow, mapping: ColumnMap, field: str) -> str:
    column = mapping.column_of(field)
    return row.cell(column.index) if column else ""
