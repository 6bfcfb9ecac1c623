"""The table of a kept file as the pages of an import show it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from wadah.apps.registry.importing.header import HeaderMatch, find_header
from wadah.apps.registry.importing.mapping import propose_mapping
from wadah.apps.registry.importing.reading import best_table, read_tables
from wadah.apps.registry.importing.staging import stage_rows
from wadah.apps.registry.importing.table import RawTable

CELLS_SHOWN = 3
CELL_LETTERS = 40
ROWS_PREVIEWED = 10


@dataclass(frozen=True, slots=True)
class OpenedList:
    """The table, the names of all tables of the file, and the chosen one's header.

    `sheet` is empty while none was chosen: the table is the one with the best header.
    """

    sheet: str
    table: RawTable
    sheets: tuple[str, ...]
    header: HeaderMatch

    @property
    def layout(self) -> str:
        """The same for every list with these columns."""
        titles = "\x1f".join(column.label for column in self.header.columns)
        return hashlib.sha256(titles.encode()).hexdigest()

    def first_cells(self) -> dict[str, list[str]]:
        """The first cells of each column that hold anything, by its letter."""
        rows = [row for row in self.table.rows if row.number > self.header.last_row]
        found = {}
        for column in self.header.columns:
            cells = (row.cell(column.index).strip() for row in rows)
            filled = (cell[:CELL_LETTERS] for cell in cells if cell)
            found[column.letter] = list(islice(filled, CELLS_SHOWN))
        return found

    def first_rows(self, overrides: Iterable[str]) -> list[dict[str, object]]:
        """The first rows as they will be stored."""
        upto = self.header.last_row + ROWS_PREVIEWED
        few = RawTable(
            self.table.file_name,
            self.table.sheet,
            tuple(row for row in self.table.rows if row.number <= upto),
        )
        staged = stage_rows(few, propose_mapping(self.header, overrides)).rows
        return [
            {
                "row": row.row,
                "name": row.name,
                "owner_name": row.owner_name,
                "regency": row.regency,
                "district": row.district,
                "phone": row.phone,
                "product": row.product.product_name
                or row.product.commodity
                or row.product.category,
            }
            for row in staged
        ]


def open_list(path: Path, sheet: str) -> OpenedList:
    """Raises `InvalidInput` for a file that is no list that can be read."""
    tables = read_tables(path)
    chosen = [table for table in tables if sheet and table.sheet == sheet]
    table = chosen[0] if chosen else best_table(tables)
    names = tuple(one.sheet for one in tables if one.rows)
    return OpenedList(sheet if chosen else "", table, names, find_header(table))
