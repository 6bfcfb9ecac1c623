"""Says of a table that is no list of businesses what it is: counts, and by what."""

from __future__ import annotations

import re

from wadah.apps.registry.importing.columns import ColumnTable
from wadah.apps.registry.importing.fields import normalise_title
from wadah.core.values import InvalidInput, Text

_ROWS_LOOKED_AT = 60
# A heading that names a breakdown, in the order in which the sentence names them.
_BREAKDOWNS = (
    (r"provinsi|province|aceh|jawa|sumatera", Text("provinsi", "province")),
    (r"kabupaten|kota\b|regency", Text("kabupaten/kota", "regency")),
    (
        r"kecamatan|kapanewon|distrik|district|gamping|depok",
        Text("kecamatan", "district"),
    ),
    (
        r"jenis usaha|sektor|lapangan usaha|bidang|kelompok|cabang industri|sector"
        r"|jenis industri",
        Text("bidang usaha", "field"),
    ),
    (r"skala|mikro|kecil|menengah", Text("skala usaha", "size")),
    (r"tahun|year|\b(19|20)\d\d\b", Text("tahun", "year")),
)
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
    if not many or not (_COUNTED.search(words) or years > 1):
        return
    found = [text for pattern, text in _BREAKDOWNS if re.search(pattern, words)]
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
