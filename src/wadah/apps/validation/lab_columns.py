"""Finds the columns of a laboratory's sheet by their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wadah.apps.validation.lab_words import plain
from wadah.core.values import InvalidInput, Text

# How many rows a letterhead may take before the heading.
_HEADING_WITHIN = 60
_HEADINGS = {
    "parameter": (
        "parameter", "parameter uji", "parameter analisis", "parameter pengujian",
        "jenis uji", "jenis analisa", "jenis analisis", "jenis pengujian", "test",
        "analysis", "analyte", "test parameter", "parameters", "uraian", "kriteria uji",
        "test description", "item uji", "analisa", "analisis",
    ),
    "value": (
        "hasil", "hasil uji", "hasil analisa", "hasil analisis", "hasil pengujian",
        "nilai", "result", "results", "test result", "value", "kadar", "n", "values",
    ),
    "unit": ("satuan", "unit", "units", "uom", "unit satuan", "satuan unit"),
    "method": (
        "metode", "metoda", "metode uji", "metode analisis", "metode analisa",
        "metode acuan", "acuan metode", "spesifikasi metode", "method", "test method",
        "methods", "reference method", "metode pengujian",
    ),
    "loq": (
        "loq", "batas kuantifikasi", "limit of quantification", "limit kuantifikasi",
        "quantification limit", "limit of quantitation", "batas kuantitasi",
    ),
    "basis": ("basis", "dasar", "dasar hitung"),
    "lot": (
        "lot", "kode lot", "nomor lot", "no lot", "lot no", "batch", "kode contoh",
        "kode sampel", "sample code", "sample id", "lot number", "kode sample",
    ),
}  # fmt: skip
_BY_HEADING = {name: field for field, names in _HEADINGS.items() for name in names}
_IN_ORDER = ("parameter", "value", "unit", "method", "loq")


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """Which column holds what; `header_row` is 0 where there is no heading."""

    header_row: int
    parameter: int
    values: tuple[int, ...]
    unit: int | None = None
    method: int | None = None
    loq: int | None = None
    basis: int | None = None
    lot: int | None = None
    ignored: tuple[str, ...] = ()

    def by_field(self) -> dict[str, int | None]:
        return {
            "parameter": self.parameter,
            "unit": self.unit,
            "method": self.method,
            "loq": self.loq,
            "basis": self.basis,
            "lot": self.lot,
        }


def find_columns(rows: Sequence[Sequence[str]]) -> SheetColumns:
    """The columns by heading, else in the order parameter, value, unit, method, LOQ.

    Raises `InvalidInput` where there are not two columns.
    """
    for number, row in enumerate(rows[:_HEADING_WITHIN], 1):
        found = _by_heading(number, row)
        if found is not None:
            return found
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        raise InvalidInput("sheet", "columns_missing", _NO_COLUMNS)
    places = {name: at for at, name in enumerate(_IN_ORDER) if at < width}
    return SheetColumns(
        header_row=0,
        parameter=0,
        values=(1,),
        unit=places.get("unit"),
        method=places.get("method"),
        loq=places.get("loq"),
    )


def _by_heading(number: int, row: Sequence[str]) -> SheetColumns | None:
    places: dict[str, list[int]] = {}
    ignored = []
    for at, cell in enumerate(row):
        field = _field_of(cell)
        if field is not None:
            places.setdefault(field, []).append(at)
        elif cell.strip():
            ignored.append(cell.strip())
    if "parameter" not in places or "value" not in places:
        return None
    single = {name: at[0] for name, at in places.items() if name != "value"}
    return SheetColumns(
        header_row=number,
        parameter=single.pop("parameter"),
        values=tuple(places["value"]),
        ignored=tuple(ignored),
        **single,
    )


def _field_of(cell: str) -> str | None:
    """The field of a heading; "Hasil 1" to "Hasil 5" are samples of a plan."""
    heading = plain(re.sub(r"[\[(].*?[\])]", "", cell))
    found = _BY_HEADING.get(heading)
    if found is not None:
        return found
    sample = re.fullmatch(r"(.+?)\s*\d{1,2}", heading)
    if sample and _BY_HEADING.get(sample[1].strip()) == "value":
        return "value"
    # Two languages in one cell: "Parameter / Test".
    for part in re.split(r"[/|]", cell):
        found = _BY_HEADING.get(plain(part))
        if found is not None:
            return found
    return None


_NO_COLUMNS = Text(
    "Tidak ada kolom parameter dan hasil. Mulai dengan judul Parameter, Hasil, Satuan, "
    "Metode, LOQ.",
    "There is no column of parameters and results. Begin with the headings Parameter, "
    "Result, Unit, Method, LOQ.",
)
