"""Reads a file of exchange rates; every row is checked before any is stored."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from wadah.apps.accounts.actions.load_exchange_rates import RateRow
from wadah.apps.reference.models import ExchangeRate
from wadah.apps.registry.importing.numbers import (
    AmbiguousNumber,
    UnreadableNumber,
    read_number,
)
from wadah.apps.registry.importing.reading import read_tables
from wadah.apps.registry.importing.table import RawRow
from wadah.core.values import InvalidInput, Text

MOST_ROWS = 5000
TITLES = ("currency", "kind", "valid_on", "units", "idr_amount", "source")
_ALSO = {
    "mata uang": "currency", "kode": "currency", "jenis": "kind",
    "berlaku": "valid_on", "tanggal": "valid_on", "berlaku mulai": "valid_on",
    "satuan": "units", "per": "units", "rupiah": "idr_amount", "idr": "idr_amount",
    "kurs": "idr_amount", "sumber": "source",
}  # fmt: skip
_KINDS = {
    "kurs pajak": "tax", "pajak": "tax", "jisdor": "market", "pasar": "market",
    "kontrak": "agreed",
}  # fmt: skip
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[ T]00:00(?::00)?)?"
)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
# One sign and three digits: sixteen thousand to one reader, sixteen to another.
_ONE_GROUP = re.compile(r"\d{1,3}[.,]\d{3}")
_MOST_DECIMALS = 6
_CEILING = Decimal(10) ** 14


@dataclass(frozen=True, slots=True)
class RateProblem:
    """A cell that cannot be used, and how to mend it."""

    row: int
    column: str
    cell: str
    message: Text


@dataclass(frozen=True, slots=True)
class RateFile:
    rows: tuple[RateRow, ...]
    problems: tuple[RateProblem, ...]


def read_rate_file(path: Path, currencies: Collection[str]) -> RateFile:
    """Rates and problems of a CSV or XLSX file.

    Raises `InvalidInput` when the file cannot be read or lacks a column.
    """
    table = max(read_tables(path), key=lambda table: len(table.rows))
    lines = [row for row in table.rows if not row.is_blank]
    places = _find_columns(lines[0] if lines else None)
    if len(lines) > MOST_ROWS + 1:
        raise InvalidInput("file", "too_many_rows", _TOO_MANY)
    rows: list[RateRow] = []
    problems: list[RateProblem] = []
    first_at: dict[tuple[str, str, date], int] = {}
    for line in lines[1:]:
        reader = _RowReader(line, places, currencies)
        row = reader.read()
        if row is not None:
            key = (row.currency, row.kind, row.valid_on)
            if key in first_at:
                reader.refuse("currency", _twice(first_at[key]))
            first_at.setdefault(key, line.number)
            rows.append(row)
        problems.extend(reader.problems)
    if len(lines) < 2:
        raise InvalidInput("file", "file_empty", _EMPTY)
    return RateFile(tuple(rows), tuple(problems))


def _find_columns(header: RawRow | None) -> dict[str, int]:
    titles = [cell.strip().lower() for cell in header.cells] if header else []
    places: dict[str, int] = {}
    for place, title in enumerate(titles):
        name = _ALSO.get(title, title.replace(" ", "_"))
        places.setdefault(name, place)
    missing = [name for name in TITLES if name not in places and name != "units"]
    if missing:
        names = ", ".join(missing)
        raise InvalidInput(
            "file",
            "column_missing",
            Text(
                f"Kolom ini tidak ada: {names}. Baris pertama harus berisi judul "
                "kolom; unduh contohnya di bawah.",
                f"These columns are missing: {names}. The first row must hold the "
                "titles; take the example below.",
            ),
        )
    return places


class _RowReader:
    """One row of the file, cell by cell."""

    def __init__(
        self, line: RawRow, places: dict[str, int], currencies: Collection[str]
    ) -> None:
        self.problems: list[RateProblem] = []
        self._line = line
        self._places = places
        self._currencies = currencies

    def read(self) -> RateRow | None:
        currency = self._cell("currency").upper()
        if currency not in self._currencies:
            self.refuse("currency", _CURRENCY)
        kind = self._cell("kind").lower()
        kind = _KINDS.get(kind, kind)
        if kind not in ExchangeRate.Kind.values:
            self.refuse("kind", _KIND)
        day = _read_day(self._cell("valid_on"))
        if day is None:
            self.refuse("valid_on", _DAY)
        amount = self._amount("idr_amount", _AMOUNT)
        units = self._amount("units", _UNITS) if self._cell("units") else Decimal(1)
        source = self._cell("source")
        if not source or len(source) > 200:
            self.refuse("source", _SOURCE)
        if self.problems or day is None or amount is None or units is None:
            return None
        for_one = round(amount / units, _MOST_DECIMALS)
        if not 0 < for_one < _CEILING:
            self.refuse("idr_amount", _AMOUNT)
            return None
        return RateRow(currency, kind, day, for_one, source)

    def refuse(self, column: str, message: Text) -> None:
        cell = self._cell(column)[:60]
        self.problems.append(RateProblem(self._line.number, column, cell, message))

    def _cell(self, column: str) -> str:
        place = self._places.get(column)
        return "" if place is None else self._line.cell(place).strip()

    def _amount(self, column: str, message: Text) -> Decimal | None:
        cell = self._cell(column)
        is_number = self._places[column] in self._line.numeric
        if not is_number and _ONE_GROUP.fullmatch(cell):
            self.refuse(column, _AMBIGUOUS)
            return None
        try:
            value = read_number(cell, is_number_cell=is_number)
        except (AmbiguousNumber, UnreadableNumber):
            value = None
        if value is None or value <= 0:
            self.refuse(column, message)
            return None
        return value


def _read_day(text: str) -> date | None:
    found = _DAY_FIRST.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    if found is None:
        return None
    parts = {name: int(digits) for name, digits in found.groupdict().items()}
    try:
        return date(parts["year"], parts["month"], parts["day"])
    except ValueError:
        return None


def _twice(row: int) -> Text:
    return Text(
        f"Kurs mata uang, jenis dan hari ini sudah ada di baris {row}. Hapus satu.",
        f"The rate of this currency, kind and day stands in row {row}. Remove one.",
    )


_CURRENCY = Text(
    "Mata uang tidak dikenal. Tulis kode tiga huruf, misalnya USD; tambahkan dulu mata "
    "uangnya bila belum ada.",
    "Unknown currency. Write its three letters, such as USD; add the currency first if "
    "it is not there.",
)
_KIND = Text(
    "Jenis kurs: tulis tax (kurs pajak), market (JISDOR) atau agreed (kontrak).",
    "Kind of rate: write tax (kurs pajak), market (JISDOR) or agreed (contract).",
)
_DAY = Text(
    "Tanggal tidak terbaca. Tulis seperti 2026-11-24 atau 24/11/2026.",
    "The day cannot be read. Write it like 2026-11-24 or 24/11/2026.",
)
_AMOUNT = Text(
    "Tulis rupiah sebagai angka di atas nol, misalnya 16250.50.",
    "Write the rupiah as a number above zero, such as 16250.50.",
)
_UNITS = Text(
    "Tulis untuk berapa satuan kursnya, misalnya 1 atau 100.",
    "Write for how many units the rate is, such as 1 or 100.",
)
_AMBIGUOUS = Text(
    "Angka ini dapat dibaca dua cara: 16.250 adalah enam belas ribu atau enam belas? "
    "Tulis 16250 atau 16.25.",
    "This number can be read in two ways: is 16.250 sixteen thousand or sixteen? Write "
    "16250 or 16.25.",
)
_SOURCE = Text(
    "Tulis sumbernya, misalnya nomor keputusan menteri; paling banyak 200 huruf.",
    "Write the source, such as the number of the decree; at most 200 letters.",
)
_EMPTY = Text(
    "Berkas tidak berisi kurs. Tulis judul kolom di baris pertama, lalu satu kurs per "
    "baris.",
    "The file holds no rate. Write the titles in the first row, then one rate a row.",
)
_TOO_MANY = Text(
    "Lebih dari 5.000 kurs dalam satu berkas. Bagi berkasnya.",
    "More than 5,000 rates in one file. Split the file.",
)
