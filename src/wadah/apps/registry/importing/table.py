"""A list as it was read: text cells with the row numbers a person sees."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row; `numeric` holds the positions of cells the file stored as numbers.

    `cleaned` holds the positions of cells from which signs were taken that nobody sees.
    """

    number: int
    cells: tuple[str, ...]
    numeric: frozenset[int] = frozenset()
    cleaned: frozenset[int] = frozenset()

    def cell(self, index: int) -> str:
        return self.cells[index] if index < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet of a workbook, or a whole CSV file (then `sheet` is empty)."""

    file_name: str
    sheet: str
    rows: tuple[RawRow, ...]


def column_letter(index: int) -> str:
    """Name of the column at `index` (from 0) as spreadsheets show it: A, B, ... AA."""
    letters = ""
    rest = index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters
