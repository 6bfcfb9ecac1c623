"""Reads XLSX, XLS and CSV files into a `RawTable`."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import python_calamine

from wadah.apps.registry.importing.header import find_header
from wadah.apps.registry.importing.mapping import propose_mapping
from wadah.apps.registry.importing.safety import (
    check_archive,
    check_size,
    damaged,
    is_encrypted_container,
    not_a_spreadsheet,
    password_protected,
    refuse,
)
from wadah.apps.registry.importing.table import RawRow, RawTable
from wadah.core.values import InvalidInput, unknown_word

_ARCHIVE = b"PK\x03\x04"
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 60


def read_table(path: Path | str, sheet: str | None = None) -> RawTable:
    """Read one list; raise `InvalidInput` that says what is wrong with the file.

    Without `sheet` the sheet with the best header is taken, and of equals the longest.
    The kind of file is told by its first bytes, not by its name.
    """
    path = Path(path)
    check_size(path)
    with path.open("rb") as stream:
        start = stream.read(8)
    if start.startswith(_ARCHIVE):
        check_archive(path)
        return _read_workbook(path, sheet)
    if start.startswith(_OLD_CONTAINER):
        if is_encrypted_container(path):
            raise password_protected()
        return _read_workbook(path, sheet)
    if sheet:
        raise refuse(
            "sheet_in_csv",
            "Berkas CSV tidak punya lembar. Hilangkan nama lembarnya.",
            "A CSV file has no sheets. Leave the sheet name out.",
        )
    return RawTable(path.name, "", _read_csv(path))


def list_sheets(path: Path | str) -> tuple[str, ...]:
    """Names of the worksheets of a file that `read_table` has read; none for CSV."""
    content = Path(path).read_bytes()
    if not content.startswith((_ARCHIVE, _OLD_CONTAINER)):
        return ()
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return _worksheets(workbook)


def _worksheets(workbook: python_calamine.CalamineWorkbook) -> tuple[str, ...]:
    return tuple(
        entry.name
        for entry in workbook.sheets_metadata
        if entry.typ == python_calamine.SheetTypeEnum.WorkSheet
    )


def _read_workbook(path: Path, sheet: str | None) -> RawTable:
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(
            io.BytesIO(path.read_bytes())
        )
        names = _worksheets(workbook)
        if sheet is None:
            return _best_sheet(path, workbook, names)
        wanted = sheet.strip().casefold()
        for name in names:
            if name.strip().casefold() == wanted:
                return RawTable(path.name, name, _read_sheet(workbook, name))
    except python_calamine.PasswordError as error:
        raise password_protected() from error
    except python_calamine.CalamineError as error:
        raise damaged() from error
    raise unknown_word("sheet", sheet, names)


def _best_sheet(
    path: Path, workbook: python_calamine.CalamineWorkbook, names: tuple[str, ...]
) -> RawTable:
    tables = [RawTable(path.name, name, _read_sheet(workbook, name)) for name in names]
    if not tables:
        raise refuse(
            "no_sheet",
            "Berkas ini tidak punya lembar kerja. Simpan ulang sebagai XLSX atau CSV.",
            "This file has no worksheet. Save it again as XLSX or CSV.",
        )
    # max() keeps the first of equals: the sheet that stands foremost.
    return max(tables, key=lambda table: (_fields_known(table), len(table.rows)))


def _fields_known(table: RawTable) -> int:
    try:
        return len(propose_mapping(find_header(table)).fields)
    except InvalidInput:
        return 0


def _read_sheet(
    workbook: python_calamine.CalamineWorkbook, name: str
) -> tuple[RawRow, ...]:
    # Empty rows at the top are kept, or every row number would be too small.
    rows: list[list[Any]] = workbook.get_sheet_by_name(name).to_python(
        skip_empty_area=False
    )
    return _without_blank_end(
        RawRow(
            number,
            tuple(_as_text(value) for value in row),
            frozenset(
                index
                for index, value in enumerate(row)
                if isinstance(value, int | float) and not isinstance(value, bool)
            ),
        )
        for number, row in enumerate(rows, 1)
    )


def _as_text(value: object) -> str:
    """A cell as a person sees it: 88.0 is 88, a long number keeps all its digits."""
    match value:
        case str():
            # PostgreSQL keeps no text that holds this sign.
            return value.replace("\x00", "")
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


def _without_blank_end(rows: Iterable[RawRow]) -> tuple[RawRow, ...]:
    kept = list(rows)
    while kept and kept[-1].is_blank:
        kept.pop()
    return tuple(kept)


def _read_csv(path: Path) -> tuple[RawRow, ...]:
    text = _decode(path.read_bytes())
    delimiter = _sniff_delimiter(text)
    try:
        # A record is a row of the spreadsheet even when line breaks lie in a cell.
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise damaged() from error
    return _without_blank_end(
        RawRow(number, _trimmed(record)) for number, record in enumerate(records, 1)
    )


def _trimmed(record: list[str]) -> tuple[str, ...]:
    width = len(record)
    while width and not record[width - 1].strip():
        width -= 1
    return tuple(record[:width])


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in content:
        raise not_a_spreadsheet()
    else:
        encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    text = text.replace("\x00", "")
    opening = text.lstrip()[:200].casefold()
    if opening.startswith(("%pdf", "<!doctype", "<html", "<?xml", "<table", "{\\rtf")):
        raise not_a_spreadsheet()
    return text


def _sniff_delimiter(text: str) -> str:
    """The sign that cuts most rows into the same number of cells, above one."""
    sample = "".join(io.StringIO(text[:200_000], newline="").readlines()[:_SAMPLE_ROWS])

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
