"""Reads the sheet of a laboratory: a table in a file or in a box of text.

Nothing is stored here. What cannot be read in one way is told by row and field.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from wadah.apps.registry.importing.reading import read_tables
from wadah.apps.registry.importing.table import RawRow, RawTable
from wadah.apps.validation.lab_columns import SheetColumns, find_columns
from wadah.apps.validation.lab_values import read_cell
from wadah.apps.validation.lab_words import (
    NameMatch,
    match_parameter,
    read_basis,
    read_unit,
)
from wadah.core.requirements import Vocabulary, read_results
from wadah.core.values import InvalidInput, Text, read_written_number

# A report has tens of lines; a sheet of thousands is a register of another kind.
MOST_LINES = 500
LARGEST_SHEET_BYTES = 2 * 1024 * 1024
_SKIP = "-"


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """What is wrong in one field of one line, and how to mend it."""

    field: str
    rule: str
    message: Text


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line: as written, what was made of it, and what is wrong with it.

    `result` has the shape of the interface, and is None while there is a problem.
    """

    row: int
    written: Mapping[str, str]
    match: NameMatch
    result: dict[str, Any] | None = None
    problems: tuple[SheetProblem, ...] = ()
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class LabSheet:
    """Every line of a sheet, and the headings that were not read."""

    lines: tuple[SheetLine, ...]
    ignored: tuple[str, ...] = ()

    @property
    def has_problems(self) -> bool:
        return any(line.problems for line in self.lines)

    def results(self) -> list[dict[str, Any]]:
        """The lines to keep."""
        return [line.result for line in self.lines if line.result is not None]


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What is known beside the sheet.

    Parameters
    ----------
    chosen
        What a person made of a written name: a slug or another name; `-` leaves its
        lines out.
    lot, other_lots
        The code of this lot, and those of other lots of the business.
    """

    words: Vocabulary
    lot: str
    other_lots: frozenset[str] = frozenset()
    chosen: Mapping[str, str] = field(default_factory=dict)


def open_sheet(content: bytes, name: str = "sheet.csv") -> str:
    """The first table of a file that looks like results, as text with tabs.

    The text has a line for each row of the file, so that row numbers stay. Raises
    `InvalidInput` for a file that is no table or is not harmless.
    """
    if len(content) > LARGEST_SHEET_BYTES:
        raise InvalidInput("sheet", "file_too_large", _TOO_LARGE)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(content)
        tables = read_tables(path)
    return _as_text(max(tables, key=_likeness))


def read_sheet(text: str, context: SheetContext) -> LabSheet:
    """Read lines from the text of `open_sheet`, each with its problems.

    Raises `InvalidInput` where no column holds parameters or results.
    """
    rows = [line.split("\t") for line in text.splitlines()]
    columns = find_columns(rows)
    wanted = [
        (number, row)
        for number, row in enumerate(rows, 1)
        if number > columns.header_row and _cell(row, columns.parameter)
    ]
    if len(wanted) > MOST_LINES:
        raise InvalidInput("sheet", "too_many_lines", _TOO_MANY)
    lines = tuple(_read_line(number, row, columns, context) for number, row in wanted)
    return LabSheet(_without_twins(lines), columns.ignored)


def _likeness(table: RawTable) -> tuple[bool, int]:
    rows = [list(row.cells) for row in table.rows[:40]]
    try:
        found = find_columns(rows)
    except InvalidInput:
        return False, len(rows)
    return found.header_row > 0, len(rows)


def _as_text(table: RawTable) -> str:
    by_number = {row.number: row for row in table.rows}
    last = max(by_number, default=0)
    return "\n".join(
        "\t".join(_cells(by_number[number])) if number in by_number else ""
        for number in range(1, last + 1)
    )


def _cells(row: RawRow) -> list[str]:
    return [
        _stored_number(cell) if at in row.numeric else " ".join(cell.split())
        for at, cell in enumerate(row.cells)
    ]


def _stored_number(cell: str) -> str:
    """A number that the file stored has one reading: its point stands for decimals.

    With three decimals it would look like thousands; a nought more says what it is.
    """
    return f"{cell}0" if len(cell.partition(".")[2]) == 3 else cell


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""


def _read_line(
    number: int, row: Sequence[str], columns: SheetColumns, context: SheetContext
) -> SheetLine:
    written = {
        name: _cell(row, at)
        for name, at in columns.by_field().items()
        if at is not None
    }
    written["value"] = "; ".join(
        cell for at in columns.values if (cell := _cell(row, at))
    )
    name = written["parameter"]
    choice = context.chosen.get(name)
    match = match_parameter(choice or name, context.words)
    if choice == _SKIP:
        return SheetLine(number, written, match, is_left_out=True)
    return _LineReader(written, match, context).read(number)


class _LineReader:
    """Reads the fields of one line and gathers what is wrong."""

    def __init__(
        self, written: dict[str, str], match: NameMatch, context: SheetContext
    ) -> None:
        self._written = written
        self._match = match
        self._context = context
        self._problems: list[SheetProblem] = []

    def read(self, number: int) -> SheetLine:
        self._check_lot()
        self._check_name()
        slug = self._match.slug
        result = self._result(slug) if slug is not None else None
        return SheetLine(
            number,
            self._written,
            self._match,
            None if self._problems else result,
            tuple(self._problems),
        )

    def _check_lot(self) -> None:
        code = self._written.get("lot", "")
        if code != self._context.lot and code in self._context.other_lots:
            self._add(
                InvalidInput("lot", "other_lot", _other_lot(code, self._context.lot))
            )

    def _check_name(self) -> None:
        match, written = self._match, self._written["parameter"]
        if not match.is_sure:
            rule = "parameter_unknown" if match.slug is None else "parameter_unsure"
            self._add(InvalidInput("parameter", rule, self._near_words(written)))

    def _near_words(self, written: str) -> Text:
        parameters = self._context.words.parameters
        near = [parameters[slug].name for slug in self._match.near]
        return Text(
            f"“{written}” belum pasti. Yang terdekat: "
            f"{', '.join(name.id for name in near)}. Pilih, atau tulis - untuk "
            "melewatinya.",
            f"“{written}” is not certain. Nearest: "
            f"{', '.join(name.en for name in near)}. Choose one, or write - to leave "
            "it out.",
        )

    def _result(self, slug: str) -> dict[str, Any] | None:
        parameter = self._context.words.find_parameter(slug)
        if parameter is None:
            return None
        unit, basis = read_unit(self._written.get("unit", ""))
        loq = self._number("loq")
        try:
            value, own_unit = read_cell(self._written["value"], parameter, loq)
        except InvalidInput as error:
            self._add(error)
            return None
        if own_unit:
            unit, basis = read_unit(own_unit) if not unit else (unit, basis)
        result = {
            "parameter": slug,
            **value,
            "unit": unit or ("text" if parameter.unit == "text" else None),
            "basis": basis or read_basis(self._written.get("basis", "")),
            "method": self._written.get("method") or None,
            "loq": float(loq) if loq is not None else value.get("below"),
        }
        self._check(result)
        return result

    def _number(self, name: str) -> Decimal | None:
        text = self._written.get(name, "").lstrip("<≤ ")
        if not text or text in ("-", "–"):
            return None
        try:
            return read_written_number(text, name)
        except InvalidInput as error:
            self._add(error)
            return None

    def _check(self, result: dict[str, Any]) -> None:
        """The reader of the interface has the last word on unit, basis and value."""
        try:
            read_results([result], self._context.words)
        except InvalidInput as error:
            name = error.field.removeprefix("results[0].")
            self._add(InvalidInput(name, error.rule, error.message))

    def _add(self, error: InvalidInput) -> None:
        self._problems.append(SheetProblem(error.field, error.rule, error.message))


def _without_twins(lines: Sequence[SheetLine]) -> tuple[SheetLine, ...]:
    """A parameter that stands twice with the same method is asked about, not added."""
    seen: dict[tuple[Any, ...], int] = {}
    kept = []
    for line in lines:
        if line.result is not None:
            key = tuple(line.result[name] for name in ("parameter", "method", "basis"))
            if key in seen:
                problem = SheetProblem("parameter", "twice", _twice(seen[key]))
                line = SheetLine(line.row, line.written, line.match, None, (problem,))
            else:
                seen[key] = line.row
        kept.append(line)
    return tuple(kept)


def _other_lot(code: str, lot: str) -> Text:
    return Text(
        f"Baris ini tentang lot {code}, bukan {lot}. Apakah ini laporan lot lain?",
        f"This line is of lot {code}, not {lot}. Is it the report of another lot?",
    )


def _twice(row: int) -> Text:
    return Text(
        f"Parameter ini sudah ada di baris {row}. Untuk beberapa contoh, tulis "
        "nilainya dalam satu baris: 10; 20; 30.",
        f"This parameter stands in row {row} already. For several samples, write the "
        "values in one row: 10; 20; 30.",
    )


_TOO_LARGE = Text(
    "Berkas lebih besar dari 2 MB. Simpan hanya lembar hasil uji.",
    "The file is larger than 2 MB. Save only the sheet of results.",
)
_TOO_MANY = Text(
    f"Lebih dari {MOST_LINES} baris hasil. Bagi per laporan.",
    f"There are more than {MOST_LINES} lines. Split it by report.",
)
