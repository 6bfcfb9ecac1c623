"""Says of a table that is no list of businesses what it is: counts, and by what."""

from __future__ import annotations

import re

from wadah.apps.registry.importing.columns import ColumnTable
from wadah.apps.registry.importing.fields import normalise_title
from wadah.core.values import InvalidInput, Text

_ROWS_LOOKED_AT = 60
# A heading that names a breakdown, in the order in which the sentence names them.
_BREAKDOWNS = (
    (r"\bprovinsi\b|\bprovince\b", Text("provinsi", "province")),
    (
        r"\b(nama|kode|per|tiap|menurut) kabupaten|kabupaten kota|kab kota|\bregency\b",
        Text("kabupaten/kota", "regency"),
    ),
    (
        r"\b(nama|kode|per|tiap|menurut) (kecamatan|kapanewon|distrik)|\bdistricts?\b",
        Text("kecamatan", "district"),
    ),
    (
        r"jenis usaha|sektor|lapangan usaha|bidang usaha|kelompok usaha|cabang industri"
        r"|jenis industri|ikahh|ilmea",
        Text("bidang usaha", "field"),
    ),
    (
        r"skala usaha|usaha (mikro|kecil|menengah)|industri (kecil|menengah)",
        Text("skala usaha", "size"),
    ),
    (r"tahun|\byear\b|\b(19|20)\d\d\b", Text("tahun", "year")),
)
# A title that says itself that the table sums up.
_SUMMED_UP = re.compile(r"rekapitulasi|\brekap\b|jumlah .*\b(per|tiap|menurut)\b")
_TITLE_ROWS = 6
_COUNTED = re.compile(
    r"jumlah|total|banyaknya|unit usaha|number of|rekapitulasi|statistik|\bdata\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"-?\d[\d.,]*%?")
_FEWEST_NUMBERS = 6
_SMALLEST_SHARE_OF_NUMBERS = 0.25
_YEAR = re.compile(r"(19|20)\d\d")


def refuse_counts(table: ColumnTable) -> None:
    """Raise `InvalidInput` when the table holds counts; say by what they are broken."""
    rows = table.head(_ROWS_LOOKED_AT).rows
    cells = [cell.strip() for row in rows for cell in row.cells if cell.strip()]
    numbers = [cell for cell in cells if _NUMBER.fullmatch(cell)]
    words = " | ".join(normalise_title(cell) for cell in cells if len(cell) < 80)
    many = len(numbers) >= max(_FEWEST_NUMBERS, _SMALLEST_SHARE_OF_NUMBERS * len(cells))
    years = len({cell for cell in cells if _YEAR.fullmatch(cell)})
    title = " | ".join(
        normalise_title(cell) for row in rows[:_TITLE_ROWS] for cell in row.cells
    )
    told = many and (_COUNTED.search(words) is not None or years > 1)
    if not told and not _SUMMED_UP.search(title):
        return
    found = [
        text
        for pattern, text in _BREAKDOWNS
        if re.search(pattern, f"{title} | {words}")
    ]
    raise InvalidInput("file", "table_of_counts", _sentence(found))


def _sentence(breakdowns: list[Text]) -> Text:
    by_id = _listed([text.id for text in breakdowns], "dan")
    by_en = _listed([text.en for text in breakdowns], "and")
    told_id = f" menurut {by_id}" if by_id else ""
    told_en = f" by {by_en}" if by_en else ""
    return Text(
        f"Berkas ini tabel jumlah{told_id}, bukan daftar usaha. Pilih daftar yang "
        "memuat satu usaha per baris dengan namanya.",
        f"This file is a table of counts{told_en}, no list of businesses. Choose a "
        "list with one business a row and its name.",
    )


def _listed(words: list[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
