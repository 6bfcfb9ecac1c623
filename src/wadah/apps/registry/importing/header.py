"""Where the header of a list stands, and what its columns are called."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from wadah.apps.registry.importing.fields import (
    is_header_word,
    normalise_title,
    strong_field,
    weak_fields,
)
from wadah.apps.registry.importing.table import RawRow, RawTable, column_letter
from wadah.core.values import InvalidInput, Text

# A title block of more than this many rows has not been met; beyond it lie data.
ROWS_SEARCHED = 60
_FEWEST_KNOWN_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column: position from 0, letter as shown, joined title."""

    index: int
    letter: str
    title: str

    @property
    def label(self) -> str:
        return f"{self.letter} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """The header and the rows around it.

    `title_lines` are the cells of the title block, row by row; `last_row` is the number
    of the last header row, a row of column numbers included.
    """

    first_row: int
    last_row: int
    columns: tuple[Column, ...]
    title_lines: tuple[str, ...]

    def keys(self) -> dict[int, str]:
        """A name for each column that is unique, for keeping the original cells."""
        counts = Counter(column.title for column in self.columns)
        return {
            column.index: column.title
            if column.title and counts[column.title] == 1
            else column.label
            for column in self.columns
        }


def find_header(table: RawTable) -> HeaderMatch:
    """Find the header under a title block; raise `InvalidInput` when there is none."""
    rows = table.rows
    if not any(not row.is_blank for row in rows):
        raise _refusal(
            "table_empty",
            "Daftar ini kosong. Pilih berkas atau lembar yang berisi daftar usaha.",
            "This list is empty. Choose a file or sheet that holds a list.",
        )
    scores = [_known_columns(row) for row in rows[:ROWS_SEARCHED]]
    best = max(scores, default=0)
    if best < _FEWEST_KNOWN_COLUMNS:
        raise _refusal(
            "header_not_found",
            "Baris judul kolom tidak ditemukan. Tulis satu baris judul kolom, "
            "misalnya: NO, NAMA PERUSAHAAN, NAMA PEMILIK, JALAN, KECAMATAN, TELP.",
            "No row of column titles was found. Add one, for example: "
            "NO, NAMA PERUSAHAAN, NAMA PEMILIK, JALAN, KECAMATAN, TELP.",
        )
    start = scores.index(best)
    first, rows_of_titles = _title_rows(rows, start)
    end = first + rows_of_titles
    titles = _join_titles(rows[first:end])
    if end < len(rows) and is_column_numbers(rows[end]):
        end += 1
    columns = tuple(
        Column(index, column_letter(index), title) for index, title in enumerate(titles)
    )
    return HeaderMatch(
        first_row=rows[first].number,
        last_row=rows[end - 1].number,
        columns=columns,
        title_lines=_title_lines(rows[:first]),
    )


def is_column_numbers(row: RawRow) -> bool:
    """True for the row 1, 2, 3, ... that official forms print under the header."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    if len(filled) < 3 or not all(re.fullmatch(r"\(?\d{1,3}\)?", c) for c in filled):
        return False
    numbers = [int(cell.strip("()")) for cell in filled]
    return numbers[0] == 1 and all(
        before < after <= before + 3 for before, after in pairwise(numbers)
    )


def _known_columns(row: RawRow) -> int:
    fields = set()
    for cell in row.cells:
        # A long cell is a sentence of the title block, not a column title.
        if not cell.strip() or len(cell) > 60:
            continue
        field = strong_field(cell) or next(iter(weak_fields(cell)), None)
        fields.add(field)
    return len(fields - {None})


def _title_rows(rows: tuple[RawRow, ...], start: int) -> tuple[int, int]:
    """First row of the header and how many rows of titles it has, one or two."""
    if start + 1 < len(rows) and _continues(rows[start], rows[start + 1]):
        return start, 2
    # The lower row may know more columns than the upper one, as in ADDRESS > STREET.
    if start > 0 and _continues(rows[start - 1], rows[start]):
        return start - 1, 2
    return start, 1


def _continues(upper: RawRow, lower: RawRow) -> bool:
    """True when `lower` holds the second titles under `upper`."""
    filled = [(index, cell) for index, cell in enumerate(lower.cells) if cell.strip()]
    if not filled or upper.is_blank or lower.numeric or _known_columns(upper) < 2:
        return False
    known = sum(is_header_word(cell) for _, cell in filled)
    return known * 2 > len(filled) and all(
        not cell.strip().isdigit() for _, cell in filled
    )


def _join_titles(rows: tuple[RawRow, ...]) -> list[str]:
    width = max(len(row.cells) for row in rows)
    while width and not any(row.cell(width - 1).strip() for row in rows):
        width -= 1
    if len(rows) == 1:
        return [_one_line(rows[0].cell(index)) for index in range(width)]
    titles, parent = [], ""
    for index in range(width):
        upper, lower = (_one_line(row.cell(index)) for row in rows)
        # A merged cell keeps its words in its first column only.
        parent = upper or (parent if lower else "")
        titles.append(f"{parent} {lower}".strip())
    return titles


def _title_lines(rows: tuple[RawRow, ...]) -> tuple[str, ...]:
    lines = (
        " ".join(_one_line(cell) for cell in row.cells if cell.strip()) for row in rows
    )
    return tuple(line for line in lines if line)


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def repeats_header(row: RawRow, header: HeaderMatch) -> bool:
    """True when a row further down prints the column titles again."""
    filled = same = 0
    for column in header.columns:
        cell = normalise_title(row.cell(column.index))
        if cell:
            filled += 1
            title = normalise_title(column.title)
            same += title == cell or title.startswith(f"{cell} ")
    return same >= 2 and same * 2 > filled


def _refusal(rule: str, indonesian: str, english: str) -> InvalidInput:
    return InvalidInput("file", rule, Text(indonesian, english))
