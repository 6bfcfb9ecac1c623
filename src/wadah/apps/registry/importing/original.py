"""The cells of a row as they stood, as the JSON that is kept beside the record."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import polars as pl

from wadah.apps.registry.importing.columns import ColumnTable
from wadah.apps.registry.importing.header import Column, HeaderMatch
from wadah.apps.registry.importing.table import column_letter

# Identity numbers of persons are stored encrypted or not at all, never in `original`.
_PERSONAL_TITLE = re.compile(
    r"\b(nik|ktp|no kk|kartu keluarga|npwp|nib)\b", re.IGNORECASE
)
_IDENTITY_FIELDS = ("nib", "npwp")
_ESCAPES = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"))
_OTHER_CONTROLS = "[\x00-\x08\x0b\x0c\x0e-\x1f]"


def original_json(
    table: ColumnTable, header: HeaderMatch, columns: Mapping[str, Column]
) -> pl.Series:
    """A JSON object a row, by column title; empty cells and identity numbers left out.

    Written column by column: one object at a time takes ten times as long.
    """
    keys = header.keys()
    identity = {columns[field].index for field in _IDENTITY_FIELDS if field in columns}
    parts = []
    for index in range(table.width):
        key = keys.get(index) or column_letter(index)
        is_personal = index in identity or _PERSONAL_TITLE.search(key.replace("_", " "))
        if not is_personal:
            parts.append(_member(table.cells[str(index)], key))
    if not parts:
        return pl.repeat("{}", len(table), dtype=pl.String, eager=True)
    joined = table.cells.select(pl.concat_str(parts).str.strip_prefix(","))
    return joined.to_series().to_frame("members").select(
        pl.concat_str(pl.lit("{"), "members", pl.lit("}")).alias("original")
    )["original"]  # fmt: skip


def _member(cells: pl.Series, key: str) -> pl.Expr:
    text = pl.col(cells.name)
    if cells.str.contains(r'[\\"\x00-\x1f]').any():
        text = text.str.replace_all(_OTHER_CONTROLS, "")
        for sign, written in _ESCAPES:
            text = text.str.replace_all(sign, written, literal=True)
    opening = f',{json.dumps(key, ensure_ascii=False)}:"'
    return (
        pl.when(pl.col(cells.name) == "")
        .then(pl.lit(""))
        .otherwise(pl.concat_str(pl.lit(opening), text, pl.lit('"')))
    )


def with_further_products(
    originals: pl.Series, further: Mapping[int, list[int]], all_rows: pl.Series
) -> pl.Series:
    """Add the cells of the rows of further products to those of their business.

    `further` maps a position in `originals` to positions in `all_rows`.
    """
    if not further:
        return originals
    positions = sorted(further)
    changed = []
    for at in positions:
        cells = json.loads(originals[at])
        cells["further_products"] = [json.loads(all_rows[row]) for row in further[at]]
        changed.append(json.dumps(cells, ensure_ascii=False))
    return originals.scatter(positions, changed)
