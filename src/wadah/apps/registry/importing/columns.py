"""A list as columns: what the engine works on, whatever kind of file it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import polars as pl

from wadah.apps.registry.importing.table import RawRow, RawTable


@dataclass(frozen=True, slots=True)
class ColumnTable:
    """One sheet or CSV file, column by column.

    `cells` holds text without nulls, named by position ("0", "1", ...); `numbers` the
    row numbers a person sees; `numeric` tells, for the columns in which the file stored
    numbers, which cells are such numbers; `cleaned` lists the cells (row, column) from
    which signs were taken that nobody sees.
    """

    file_name: str
    sheet: str
    numbers: pl.Series
    cells: pl.DataFrame
    numeric: pl.DataFrame
    cleaned: tuple[tuple[int, int], ...] = ()

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def width(self) -> int:
        return self.cells.width

    def row(self, position: int) -> RawRow:
        """The row at `position`, from 0, as the cells of one line."""
        numeric = frozenset(
            int(name) for name in self.numeric.columns if self.numeric[name][position]
        )
        return RawRow(
            int(self.numbers[position]), tuple(self.cells.row(position)), numeric
        )

    def head(self, count: int) -> RawTable:
        """The first rows; what stands below them is not looked at for a header."""
        last = min(count, len(self))
        return RawTable(
            self.file_name, self.sheet, tuple(self.row(at) for at in range(last))
        )

    def first(self, count: int) -> ColumnTable:
        """Only the first rows."""
        return ColumnTable(
            self.file_name,
            self.sheet,
            self.numbers.head(count),
            self.cells.head(count),
            self.numeric.head(count) if self.numeric.width else self.numeric,
            self.cleaned,
        )

    def take(self, positions: Sequence[int]) -> ColumnTable:
        """Only the rows at these positions, in this order."""
        if len(positions) == len(self) and list(positions) == list(range(len(self))):
            return self
        index = pl.Series(positions, dtype=pl.UInt32)
        return ColumnTable(
            self.file_name,
            self.sheet,
            self.numbers.gather(index),
            self.cells[index],
            self.numeric[index] if self.numeric.width else self.numeric,
            self.cleaned,
        )

    def below(self, last_row: int) -> ColumnTable:
        """Only the rows under row number `last_row`."""
        kept = self.numbers > last_row
        return ColumnTable(
            self.file_name,
            self.sheet,
            self.numbers.filter(kept),
            self.cells.filter(kept),
            self.numeric.filter(kept) if self.numeric.width else self.numeric,
            tuple(place for place in self.cleaned if place[0] > last_row),
        )


def columns_of(table: RawTable) -> ColumnTable:
    """The same table, turned."""
    rows = table.rows
    columns: Sequence[tuple[str, ...]] = list(
        zip_longest(*(row.cells for row in rows), fillvalue="")
    )
    numeric = sorted({index for row in rows for index in row.numeric})
    return ColumnTable(
        table.file_name,
        table.sheet,
        pl.Series([row.number for row in rows], dtype=pl.UInt32),
        pl.DataFrame(
            {str(index): list(cells) for index, cells in enumerate(columns)},
            schema={str(index): pl.String for index in range(len(columns))},
        ),
        pl.DataFrame(
            {str(index): [index in row.numeric for row in rows] for index in numeric}
        ),
        tuple((row.number, index) for row in rows for index in sorted(row.cleaned)),
    )
