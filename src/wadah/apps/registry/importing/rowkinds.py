"""Tells a row of a business from totals, notes, headings and second products."""

from __future__ import annotations

import re

import polars as pl

from wadah.apps.registry.importing.columns import ColumnTable
from wadah.apps.registry.importing.fields import normalise_title
from wadah.apps.registry.importing.header import is_column_numbers, repeats_header
from wadah.apps.registry.importing.mapping import ColumnMap
from wadah.apps.registry.importing.staged import SkippedKind, SkippedRow
from wadah.apps.registry.importing.table import RawRow
from wadah.apps.registry.importing.words import (
    NOTHING,
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
# What may open a total or a note; each row that it finds is looked at closely.
_PERHAPS_TOTAL_OR_NOTE = (
    r"(?i)^\W*(?:sub|grand|jumlah|total|rata|average|sum|catatan|keterangan|sumber"
    r"|note|source|\*)"
)
_NOTHING_THERE = rf"(?i)^\s*(?:{NOTHING})\s*$"
_OF_A_BUSINESS = ("street", "phone")
_OF_A_PRODUCT = ("product_name", "kbli_title", "commodity", "category")
_LONGEST_NAME = 200


def sort_rows(
    table: ColumnTable, mapping: ColumnMap
) -> tuple[list[int], list[SkippedRow], dict[int, int]]:
    """Positions of businesses; the rows that are none; products by their business.

    The last maps the position of a row of a further product to that of the business
    above it. Only rows that look odd are read one by one.
    """
    doubtful = _doubtful(table, mapping).to_list()
    skipped: dict[int, SkippedKind] = {}
    further: dict[int, int] = {}
    business_above = -1
    before = -1
    for at in doubtful:
        if at > before + 1:
            # The rows in between are plain businesses.
            business_above = at - 1
        row = table.row(at)
        kind = skipped_kind(row, mapping, follows_business=business_above >= 0)
        if kind == "further_product":
            further[at] = business_above
        elif kind is None:
            business_above = at if is_stored(row, mapping) else -1
        else:
            business_above = -1
        if kind is not None:
            skipped[at] = kind
        before = at
    businesses = [at for at in range(len(table)) if at not in skipped]
    numbers = table.numbers
    rows = [SkippedRow(int(numbers[at]), kind) for at, kind in skipped.items()]
    return businesses, rows, further


def _doubtful(table: ColumnTable, mapping: ColumnMap) -> pl.Series:
    """Positions of rows that may be no business."""

    def cell(field: str) -> pl.Expr:
        column = mapping.column_of(field)
        if column is None or column.index >= table.width:
            return pl.lit("")
        return pl.col(str(column.index))

    def is_blank(text: pl.Expr) -> pl.Expr:
        return ~text.str.contains(r"[\p{L}1-9]") | text.str.contains(_NOTHING_THERE)

    name, owner = cell("name"), cell("owner_name")
    title = next(
        normalise_title(column.title)
        for column in mapping.header.columns
        if mapping.fields.get(column.letter) == "name"
    )
    first_word = re.escape(title.split()[0]) if title else "$"
    opening = pl.coalesce(
        *(
            pl.when(pl.col(str(at)).str.contains(r"\S")).then(pl.col(str(at)))
            for at in range(table.width)
        ),
        pl.lit(""),
    )
    no_owner = is_blank(owner)
    doubt = (
        (is_blank(name) & no_owner)
        | (no_owner & opening.str.contains(_PERHAPS_TOTAL_OR_NOTE))
        | (no_owner & name.str.contains(_PERHAPS_TOTAL_OR_NOTE))
        # The titles printed again, or the row 1, 2, 3, ... under them.
        | name.str.contains(f"(?i)^[^a-z0-9%]*{first_word}")
        | (name.str.len_chars() <= 5) & name.str.contains(r"^\s*\(?\d{1,3}\)?\s*$")
        | (name.str.len_chars() > _LONGEST_NAME)
        | (owner.str.len_chars() > _LONGEST_NAME)
    )
    return table.cells.select(doubt.alias("doubt"))["doubt"].arg_true()


def is_stored(row: RawRow, mapping: ColumnMap) -> bool:
    """Whether a row of a business has a name, and not too long a one."""
    name = clean_name(_cell(row, mapping, "name"))
    owner = clean_name(_cell(row, mapping, "owner_name"))
    return 0 < len(name or owner) <= _LONGEST_NAME


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
