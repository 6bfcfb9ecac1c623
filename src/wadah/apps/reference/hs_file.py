"""Reads a nomenclature file, told by its header, into checked rows. No database here.

Codes stay text. Duties are not read: they change, and an old one misleads.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from wadah.core.values import InvalidInput, Text

HS2022, HS2017, BTKI2022 = "HS2022", "HS2017", "BTKI2022"
_LENGTHS = {2, 4, 6, 8}
_SECTION = re.compile(r"[IVXL]+")
_RELATIONSHIPS = frozenset({"1:1", "1:n", "n:1", "n:n"})
# A spreadsheet, a picture or an archive starts with one of these.
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\x1f\x8b")
_MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code with the columns that its layout speaks of."""

    code: str
    columns: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class CorrelationRow:
    from_code: str
    to_code: str
    relationship: str
    is_main: bool


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of the file that is not loaded, and how to mend it."""

    row: int
    code: str
    rule: str
    message: Text


@dataclass(slots=True)
class HsFile:
    """What a file holds."""

    layout: str
    edition: str
    rows: int = 0
    skipped: int = 0
    codes: dict[str, CodeRow] = field(default_factory=dict)
    correlations: list[CorrelationRow] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)


def read_hs_file(path: str) -> HsFile:
    """Read and check one file.

    Raises `InvalidInput` when it cannot be read or its header is none that is known.
    """
    lines = csv.reader(StringIO(_read_text(path), newline=""))
    try:
        header = tuple(title.strip() for title in next(lines, []))
        reader = _READERS.get(header)
        if reader is None:
            raise InvalidInput("file", "unknown_layout", _unknown(header))
        layout, edition, read = reader
        found = HsFile(layout, edition)
        read(found, _numbered(found, header, lines))
    except csv.Error as error:
        raise InvalidInput("file", "csv_syntax", _NO_CSV) from error
    if not found.rows:
        raise InvalidInput("file", "file_empty", _EMPTY)
    return found


def _read_text(path: str) -> str:
    try:
        with Path(path).open("rb") as handle:
            data = handle.read(_MOST_BYTES + 1)
    except OSError as error:
        raise InvalidInput("file", "file_unreadable", _UNREADABLE) from error
    if data.startswith(_BINARY) or b"\0" in data[:4096]:
        raise InvalidInput("file", "file_not_csv", _NO_CSV)
    if len(data) > _MOST_BYTES:
        raise InvalidInput("file", "file_too_large", _TOO_LARGE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput("file", "file_not_utf8", _NOT_UTF8) from error


def _numbered(
    found: HsFile, header: tuple[str, ...], lines: Iterable[list[str]]
) -> Iterator[tuple[int, dict[str, str]]]:
    for number, cells in enumerate(lines, start=2):
        if not any(cells):
            continue
        found.rows += 1
        if len(cells) != len(header):
            code = cells[0][:12]
            found.refused.append(RefusedRow(number, code, "row_cut", _CUT))
            continue
        values = (cell.strip() for cell in cells)
        yield number, dict(zip(header, values, strict=True))


def _check_code(found: HsFile, number: int, code: str, lengths: set[int]) -> bool:
    if not (code.isascii() and code.isdigit()):
        found.refused.append(RefusedRow(number, code[:12], "code_digits", _DIGITS))
    elif len(code) not in lengths:
        found.refused.append(RefusedRow(number, code[:12], "code_length", _LENGTH))
    elif code in found.codes:
        found.refused.append(RefusedRow(number, code, "code_twice", _TWICE))
    else:
        return True
    return False


Rows = Iterator[tuple[int, dict[str, str]]]


def _read_english(found: HsFile, rows: Rows) -> None:
    for number, row in rows:
        code = row["hscode"]
        if code == "TOTAL":
            found.skipped += 1
            continue
        if not _check_code(found, number, code, {2, 4, 6}):
            continue
        if row["level"] != str(len(code)):
            found.refused.append(RefusedRow(number, code, "level", _LEVEL))
            continue
        parent = row["section"] if len(code) == 2 else code[:-2]
        found.codes[code] = CodeRow(
            code,
            (
                ("parent_code", "" if parent == "TOTAL" else parent),
                ("text_en", row["description"]),
            ),
        )


def _read_sections(found: HsFile, rows: Rows) -> None:
    for number, row in rows:
        code = row["section"]
        if not _SECTION.fullmatch(code):
            found.refused.append(RefusedRow(number, code[:12], "section", _ROMAN))
        elif code in found.codes:
            found.refused.append(RefusedRow(number, code, "code_twice", _TWICE))
        else:
            found.codes[code] = CodeRow(code, (("text_en", row["name"]),))


def _read_btki(found: HsFile, rows: Rows) -> None:
    kept: list[dict[str, str]] = []
    for number, row in rows:
        code = row["code"]
        if not _check_code(found, number, code, {4, 6, 8}):
            continue
        if row["digits"] != str(len(code)):
            found.refused.append(RefusedRow(number, code, "level", _LEVEL))
            continue
        found.codes[code] = CodeRow(code, ())
        kept.append(row)
    for row in kept:
        code = row["code"]
        # Where a heading or a subheading has one national line, the book leaves
        # the shorter code out.
        parent = next(
            (short for short in (code[:6], code[:4]) if short != code
             and short in found.codes), "",
        )  # fmt: skip
        found.codes[code] = CodeRow(
            code,
            (
                ("parent_code", parent),
                ("text_id", row["description_id"]),
                ("text_en", row["description_en"]),
                ("export_duty_regulated", row["export_duty"] == "regulated"),
            ),
        )


def _read_bilingual(found: HsFile, rows: Rows) -> None:
    headings: dict[str, str] = {}
    for number, row in rows:
        code = row["hs6"]
        if not _check_code(found, number, code, {6}):
            continue
        headings.setdefault(code[:4], row["heading_id"])
        found.codes[code] = CodeRow(
            code,
            (
                ("parent_code", code[:4]),
                # A subheading of one line has the text of that line, or of its heading.
                (
                    "text_id",
                    row["subheading_id"]
                    or row["national_lines_id"]
                    or row["heading_id"],
                ),
                ("text_en", row["description_en"]),
                ("national_lines_id", row["national_lines_id"]),
            ),
        )
    for code, text in headings.items():
        found.codes[code] = CodeRow(
            code, (("parent_code", code[:2]), ("text_id", text))
        )


def _read_correlation(found: HsFile, rows: Rows) -> None:
    seen: set[tuple[str, str]] = set()
    for number, row in rows:
        pair = (row["hs2022"], row["hs2017"])
        if not all(_check_code(found, number, code, {6}) for code in pair):
            continue
        if pair in seen:
            found.refused.append(RefusedRow(number, pair[0], "pair_twice", _TWICE))
        elif row["relationship"] not in _RELATIONSHIPS:
            found.refused.append(RefusedRow(number, pair[0], "relationship", _RELATION))
        else:
            seen.add(pair)
            found.correlations.append(
                CorrelationRow(
                    *pair, row["relationship"], row["main_conversion"] == "1"
                )
            )


def level_of(code: str) -> int:
    """How many digits; 0 for a section."""
    return len(code) if code.isdigit() else 0


_READERS: dict[tuple[str, ...], tuple[str, str, Callable[[HsFile, Rows], None]]] = {
    ("section", "hscode", "description", "parent", "level"): (
        "hs2022_en", HS2022, _read_english),
    ("section", "name"): ("hs_sections_en", HS2022, _read_sections),
    ("code", "digits", "depth", "description_id", "description_en",
     "import_duty_mfn", "export_duty"): ("btki2022_id_en", BTKI2022, _read_btki),
    ("hs6", "description_en", "heading_id", "subheading_id", "national_lines_id"): (
        "hs6_bilingual_2022", HS2022, _read_bilingual),
    ("hs2022", "hs2017", "relationship", "main_conversion"): (
        "hs2022_to_hs2017", HS2022, _read_correlation),
}  # fmt: skip


def _unknown(header: tuple[str, ...]) -> Text:
    seen = ", ".join(header)[:120] or "-"
    known = "; ".join(",".join(titles) for titles in _READERS)
    return Text(
        f"Judul kolom berkas ini tidak dikenal ({seen}). Yang dikenal: {known}.",
        f"The column titles of this file are not known ({seen}). Known are: {known}.",
    )


_UNREADABLE = Text(
    "Berkas tidak dapat dibaca. Periksa nama dan izinnya.",
    "The file cannot be read. Check its name and its permissions.",
)
_NO_CSV = Text(
    "Berkas ini bukan CSV. Simpan sebagai CSV UTF-8 dengan pemisah koma.",
    "This file is no CSV. Save it as CSV in UTF-8 with commas between the cells.",
)
_NOT_UTF8 = Text(
    "Berkas bukan teks UTF-8. Simpan ulang sebagai CSV UTF-8.",
    "The file is not UTF-8 text. Save it again as CSV in UTF-8.",
)
_TOO_LARGE = Text(
    "Berkas lebih besar dari 100 MB; nomenklatur HS tidak sebesar itu.",
    "The file is larger than 100 MB; no HS nomenclature is.",
)
_EMPTY = Text(
    "Berkas hanya berisi judul kolom, tanpa satu baris pun.",
    "The file holds its column titles and not one row.",
)
_CUT = Text(
    "Jumlah sel berbeda dari judul kolom: berkas mungkin terpotong. Muat berkas "
    "yang utuh.",
    "The row has another number of cells than the titles: the file may be cut. Load "
    "the whole file.",
)
_DIGITS = Text(
    "Kode HS hanya berisi angka, tanpa titik dan spasi.",
    "An HS code holds digits only, no points and no spaces.",
)
_LENGTH = Text(
    "Panjang kode tidak cocok. Bila nol di depan hilang dalam lembar kerja, muat "
    "berkas aslinya.",
    "The code has the wrong length. If a spreadsheet dropped the zero in front, load "
    "the original file.",
)
_TWICE = Text(
    "Baris ini sudah ada di atas dalam berkas yang sama. Hapus salah satunya.",
    "This row stands further up in the same file. Remove one of them.",
)
_LEVEL = Text(
    "Kolom tingkat tidak sama dengan panjang kode. Perbaiki salah satunya.",
    "The level is not the length of the code. Mend one of them.",
)
_ROMAN = Text(
    "Bagian ditulis dengan angka Romawi, misalnya IV.",
    "A section is written as a Roman numeral, such as IV.",
)
_RELATION = Text(
    "Hubungan harus salah satu dari 1:1, 1:n, n:1, n:n.",
    "The relationship must be one of 1:1, 1:n, n:1, n:n.",
)
