"""Reads a CSV file that is regular straight into columns.

A list of a province has three million cells; one at a time they take ten times as
long. What is not regular (cells beyond measure, signs that nobody sees, broken quotes)
is left to `reading`, which tells what is wrong.
"""

from __future__ import annotations

import csv
import io

import polars as pl

from wadah.apps.registry.importing.archive import MOST_COLUMNS
from wadah.apps.registry.importing.columns import ColumnTable
from wadah.apps.registry.importing.reading import LONGEST_CELL, MOST_BLANK_ROWS
from wadah.apps.registry.importing.safety import INVISIBLE

_SAMPLE_LETTERS = 50_000


def read_regular_csv(text: str, delimiter: str, file_name: str) -> ColumnTable | None:
    """The table, or None when the file needs a closer look."""
    if '"' in text and text.count('"') % 2:
        return None
    width = _width(text, delimiter)
    try:
        cells = pl.read_csv(
            io.BytesIO(text.encode()),
            has_header=False,
            schema={str(at): pl.String for at in range(width)},
            separator=delimiter,
            # The first rows are those of a title block, which is narrower.
            missing_columns="insert",
            extra_columns="raise",
        )
    except (pl.exceptions.PolarsError, UnicodeEncodeError):
        return None
    if not 1 < cells.width <= MOST_COLUMNS:
        return None
    cells = cells.select(pl.all().fill_null(""))
    if _is_odd(cells):
        return None
    return _without_blanks(
        ColumnTable(
            file_name,
            "",
            pl.int_range(1, len(cells) + 1, dtype=pl.UInt32, eager=True),
            cells,
            pl.DataFrame(),
        )
    )


def _width(text: str, delimiter: str) -> int:
    """Cells of the widest of the first rows: a title block is narrower than the list.

    A wider row further down makes the file one that needs a closer look.
    """
    sample = io.StringIO(text[:_SAMPLE_LETTERS], newline="")
    try:
        return max(map(len, csv.reader(sample, delimiter=delimiter)), default=0)
    except csv.Error:
        return 0


def _is_odd(cells: pl.DataFrame) -> bool:
    checks = cells.select(
        invisible=pl.any_horizontal(
            pl.all().str.contains(_rust_pattern(INVISIBLE.pattern)).any()
        ),
        longest=pl.max_horizontal(pl.all().str.len_chars().max()),
    )
    return bool(checks["invisible"][0]) or checks["longest"][0] > LONGEST_CELL


def _rust_pattern(pattern: str) -> str:
    """The class of signs, each by its number: Rust reads no bare control signs."""
    return "".join(
        sign if " " <= sign <= "~" else f"\\x{{{ord(sign):x}}}" for sign in pattern
    )


def _without_blanks(table: ColumnTable) -> ColumnTable | None:
    blank = table.cells.select(
        pl.all_horizontal(~pl.all().str.contains(r"\S")).alias("blank")
    )["blank"]
    if blank.sum() > MOST_BLANK_ROWS:
        return None
    filled = (~blank).arg_true()
    return table.first(int(filled[-1]) + 1 if len(filled) else 0)
