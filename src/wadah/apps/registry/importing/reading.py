"""Reads XLSX, XLS, ODS and CSV files into a `RawTable`.

Signs that nobody sees (controls, marks that turn the direction of writing, letters of
no width) are taken out of every cell; `RawRow.cleaned` tells where.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import python_calamine

from wadah.apps.registry.importing.archive import MOST_COLUMNS, check_archive
from wadah.apps.registry.importing.header import find_header
from wadah.apps.registry.importing.mapping import count_fields, propose_mapping
from wadah.apps.registry.importing.refusals import (
    cell_too_long,
    cut_short,
    damaged,
    is_other_kind,
    not_a_spreadsheet,
    password_protected,
    refuse,
    too_many_columns,
    unknown_encoding,
)
from wadah.apps.registry.importing.safety import (
    INVISIBLE,
    check_kind,
    check_old_container,
    check_size,
    is_invisible,
)
from wadah.apps.registry.importing.table import RawRow, RawTable
from wadah.core.values import InvalidInput, unknown_word

_ARCHIVE = b"PK\x03\x04"
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 60
# What a cell of a spreadsheet can hold.
LONGEST_CELL = 32_767
# Empty rows in a row that are kept; a list with more of them is a sheet that was
# formatted to its end.
MOST_BLANK_ROWS = 1_000
# With fewer rows before it, a last row that is short tells nothing.
_FEWEST_ROWS_BEFORE = 3
_MARKUP = ("<!doctype", "<html", "<?xml", "<table")
_SAMPLE_LETTERS = 200_000
_ODD_LETTERS = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x9f\ufffd]")
# One byte in eight of a file that is no text; next to none in a text.
_MOST_ODD_LETTERS_SHARE = 0.05


def read_table(path: Path | str, sheet: str | None = None) -> RawTable:
    """Read one list; raise `InvalidInput` that says what is wrong with the file.

    Without `sheet` the sheet with the best header is taken, and of equals the longest.
    The kind of file is told by its first bytes, not by its name.
    """
    path = Path(path)
    if not is_workbook(path):
        if sheet:
            raise refuse(
                "sheet_in_csv",
                "Berkas CSV tidak punya lembar. Hilangkan nama lembarnya.",
                "A CSV file has no sheets. Leave the sheet name out.",
            )
        return RawTable(path.name, "", _read_csv(path))
    with _Workbook(path) as workbook:
        if sheet is None:
            return best_table(workbook.read_all())
        return workbook.read(workbook.find(sheet))


def read_tables(path: Path | str) -> tuple[RawTable, ...]:
    """Every worksheet of a file in its order; a CSV file is one table.

    Raises `InvalidInput` that says what is wrong with the file.
    """
    path = Path(path)
    if not is_workbook(path):
        return (RawTable(path.name, "", _read_csv(path)),)
    with _Workbook(path) as workbook:
        return workbook.read_all()


def best_table(tables: Iterable[RawTable]) -> RawTable:
    """The table with the best header, and of equals the longest."""
    # max() keeps the first of equals: the sheet that stands foremost.
    return max(tables, key=lambda table: (_fields_known(table), len(table.rows)))


def list_sheets(path: Path | str) -> tuple[str, ...]:
    """Names of the worksheets of a file that `read_table` has read; none for CSV."""
    path = Path(path)
    with path.open("rb") as stream:
        start = stream.read(8)
    if not start.startswith((_ARCHIVE, _OLD_CONTAINER)):
        return ()
    with _Workbook(path) as workbook:
        return workbook.names


def is_workbook(path: Path) -> bool:
    """Whether it is one, once its content is known to be harmless."""
    check_size(path)
    with path.open("rb") as stream:
        start = stream.read(8)
    if start.startswith(_ARCHIVE):
        check_archive(path)
        return True
    if start.startswith(_OLD_CONTAINER):
        check_old_container(path)
        return True
    check_kind(start)
    return False


class _Workbook:
    """A workbook that is open; whatever the library says is put into our words."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> _Workbook:
        try:
            self._book = python_calamine.CalamineWorkbook.from_filelike(
                io.BytesIO(self._path.read_bytes())
            )
        except python_calamine.PasswordError as error:
            raise password_protected() from error
        except python_calamine.CalamineError as error:
            raise damaged() from error
        return self

    def __exit__(self, _kind: object, error: object, _trace: object) -> None:
        if isinstance(error, python_calamine.CalamineError):
            raise damaged() from error

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(
            entry.name
            for entry in self._book.sheets_metadata
            if entry.typ == python_calamine.SheetTypeEnum.WorkSheet
        )

    def find(self, sheet: str) -> str:
        """The name as the workbook spells it."""
        wanted = sheet.strip().casefold()
        for name in self.names:
            if name.strip().casefold() == wanted:
                return name
        raise unknown_word("sheet", sheet, self.names)

    def read_all(self) -> tuple[RawTable, ...]:
        if not self.names:
            raise refuse(
                "no_sheet",
                "Berkas ini tidak punya lembar kerja. Simpan ulang sebagai XLSX atau "
                "CSV.",
                "This file has no worksheet. Save it again as XLSX or CSV.",
            )
        return tuple(self.read(name) for name in self.names)

    def read(self, name: str) -> RawTable:
        # Empty rows at the top are kept, or every row number would be too small.
        rows: list[list[Any]] = self._book.get_sheet_by_name(name).to_python(
            skip_empty_area=False
        )
        found = (_sheet_row(number, row) for number, row in enumerate(rows, 1))
        return RawTable(self._path.name, name, _without_blanks(found))


def _fields_known(table: RawTable) -> int:
    try:
        return count_fields(propose_mapping(find_header(table)))
    except InvalidInput:
        return 0


def _sheet_row(number: int, row: list[Any]) -> RawRow:
    cells = [_as_text(value) for value in row]
    numeric = frozenset(
        index
        for index, value in enumerate(row)
        if isinstance(value, int | float) and not isinstance(value, bool)
    )
    return _checked_row(number, cells, numeric)


def _checked_row(
    number: int, cells: list[str], numeric: frozenset[int] = frozenset()
) -> RawRow:
    """Raise `InvalidInput` for a cell beyond measure; take out what nobody sees."""
    odd = []
    for index, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL:
            raise cell_too_long(number, LONGEST_CELL)
        if is_invisible(cell):
            odd.append(index)
            cells[index] = INVISIBLE.sub("", cell)
    return RawRow(number, tuple(cells), numeric, frozenset(odd))


def _as_text(value: object) -> str:
    """A cell as a person sees it: 88.0 is 88, a long number keeps all its digits."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            if value.is_integer():
                return str(int(value))
            return format(Decimal(repr(value)), "f")
        case datetime():
            if value.time() == time():
                return value.date().isoformat()
            return value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case None:
            return ""
        case _:
            return str(value)


def _without_blanks(rows: Iterable[RawRow]) -> tuple[RawRow, ...]:
    """Without the blank rows at the end and without deserts of them in between."""
    kept: list[RawRow] = []
    blanks: list[RawRow] = []
    for row in rows:
        if not row.is_blank:
            kept += blanks
            kept.append(row)
            blanks.clear()
        elif len(blanks) < MOST_BLANK_ROWS:
            blanks.append(row)
    return tuple(kept)


def open_csv(path: Path) -> tuple[str, str]:
    """Text and delimiter of a CSV file; raise `InvalidInput` when it is not whole."""
    text = _decode(path.read_bytes())
    delimiter = _sniff_delimiter(text)
    _check_end(text, delimiter)
    return text, delimiter


def _read_csv(path: Path) -> tuple[RawRow, ...]:
    text, delimiter = open_csv(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return _without_blanks(_csv_rows(reader))


def _csv_rows(reader: Any) -> Iterator[RawRow]:
    number = 0
    try:
        # A record is a row of the spreadsheet even when line breaks lie in a cell.
        for number, record in enumerate(reader, 1):
            cells = _trimmed(record)
            if len(cells) > MOST_COLUMNS:
                raise too_many_columns(len(cells), MOST_COLUMNS)
            yield _checked_row(number, cells)
    except csv.Error as error:
        # The reader stops only at a cell that is longer than it will hold.
        raise cell_too_long(number + 1, LONGEST_CELL) from error


def _trimmed(record: list[str]) -> list[str]:
    width = len(record)
    while width and not record[width - 1].strip():
        width -= 1
    return record[:width]


def _check_end(text: str, delimiter: str) -> None:
    """Raise `InvalidInput` when the last row breaks off.

    A spreadsheet writes as many cells in each row and ends the last one. Where no line
    break stands at the end and the last row alone is short, the rest has been lost.
    """
    if text.endswith(("\n", "\r")):
        return
    start = text.rfind("\n", 0, max(len(text) - _SAMPLE_LETTERS, 0)) + 1
    try:
        reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=delimiter)
        widths = [len(row) for row in reader if row]
    except csv.Error:
        # Said with its row when the whole file is read.
        return
    before = widths[:-1]
    is_even = len(set(before)) == 1 and len(before) >= _FEWEST_ROWS_BEFORE
    if is_even and widths[-1] < before[0]:
        raise cut_short()


def _decode(content: bytes) -> str:
    encoding = _find_encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8-sig":
            raise damaged() from error
        if error.start >= len(content) - 3 and error.reason == "unexpected end of data":
            raise cut_short() from error
        text = content.decode("cp1252", errors="replace")
    if text.lstrip()[:200].casefold().startswith(_MARKUP):
        raise is_other_kind("halaman web atau XML", "a web page or XML")
    if _share_of_odd(text[:_SAMPLE_LETTERS]) > _MOST_ODD_LETTERS_SHARE:
        raise unknown_encoding()
    return text


def _find_encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = content[:_SAMPLE_LETTERS]
    if b"\x00" not in content:
        return "utf-8-sig"
    # Latin letters in UTF-16 are zero in every second byte.
    for encoding, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if zeros.count(0) > 0.9 * len(zeros) and letters.count(0) == 0:
            return encoding
    raise not_a_spreadsheet()


def _share_of_odd(text: str) -> float:
    """Signs that no text holds: controls, and bytes that stand for no letter."""
    return len(_ODD_LETTERS.findall(text)) / max(len(text), 1)


def _sniff_delimiter(text: str) -> str:
    """The sign that cuts most rows into the same number of cells, above one."""
    sample = "".join(
        io.StringIO(text[:_SAMPLE_LETTERS], newline="").readlines()[:_SAMPLE_ROWS]
    )

    def score(delimiter: str) -> int:
        try:
            rows = list(
                csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
            )
        except csv.Error:
            return 0
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max((width * count for width, count in widths.items()), default=0)

    return max(_DELIMITERS, key=score)
