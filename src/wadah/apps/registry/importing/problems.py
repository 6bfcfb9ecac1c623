"""What can be wrong with a row, in words that say how to mend it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wadah.apps.registry.importing.header import Column
from wadah.core.values import Text

Severity = Literal["refused", "warning", "note"]


@dataclass(frozen=True, slots=True)
class ImportRule:
    """A rule that every row of a list is held against."""

    code: str
    name: str
    severity: Severity
    message: Text


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One rule broken by one cell.

    `refused` rows are not stored. A warning asks for the cell to be looked at; a note
    tells what was made of it.
    """

    row: int
    column_letter: str
    column_title: str
    rule: str
    name: str
    severity: Severity
    message: Text
    cell: str

    @property
    def column(self) -> str:
        """Letter and title together, as a person looks the column up."""
        return f"{self.column_letter} {self.column_title}".strip()


NAME_MISSING = ImportRule(
    "IMP-01",
    "name_missing",
    "refused",
    Text(
        "Nama usaha dan nama pemilik kosong. Isi salah satunya, lalu muat ulang.",
        "Neither the business nor its owner is named. Fill in one, then load again.",
    ),
)
NUMBER_AMBIGUOUS = ImportRule(
    "IMP-02",
    "number_ambiguous",
    "warning",
    Text(
        "Angka ini bisa dibaca dua cara. Tulis tanpa titik dan koma; "
        "sementara dikosongkan.",
        "This number can be read in two ways. Write it without dot or comma; "
        "left empty for now.",
    ),
)
PHONE_DIGITS_LOST = ImportRule(
    "IMP-03",
    "phone_digits_lost",
    "warning",
    Text(
        "Digit nomor telepon hilang karena dibaca sebagai angka. Minta nomornya lagi "
        "dan ketik dalam sel berformat teks.",
        "Digits of the telephone number were lost when it was read as a number. Ask "
        "for it again and type it into a cell formatted as text.",
    ),
)
PHONE_UNREADABLE = ImportRule(
    "IMP-04",
    "phone_unreadable",
    "warning",
    Text(
        "Bukan nomor telepon lengkap. Tulis dengan kode wilayah, seperti 0721-123456 "
        "atau 0812-3456-7890.",
        "This is no complete telephone number. Write it with its area code, as in "
        "0721-123456 or 0812-3456-7890.",
    ),
)
NAME_FROM_OWNER = ImportRule(
    "IMP-05",
    "name_from_owner",
    "warning",
    Text(
        "Nama usaha kosong; dipakai nama pemilik. Isi nama usaha bila ada.",
        "The business has no name; the owner's is used. Fill in its name if it has "
        "one.",
    ),
)
NUMBER_UNREADABLE = ImportRule(
    "IMP-06",
    "number_unreadable",
    "warning",
    Text(
        "Bukan angka. Tulis satu angka saja; sementara dikosongkan.",
        "This is not a number. Write a single number; left empty for now.",
    ),
)
VALUE_OUT_OF_RANGE = ImportRule(
    "IMP-07",
    "value_out_of_range",
    "warning",
    Text(
        "Nilai di luar batas yang mungkin. Periksa lagi; sementara dikosongkan.",
        "The value is outside what is possible. Check it; left empty for now.",
    ),
)
AMOUNT_IMPLAUSIBLE = ImportRule(
    "IMP-08",
    "amount_implausible",
    "warning",
    Text(
        "Nilai setahun di bawah 1 juta atau di atas 50 miliar rupiah. Periksa apakah "
        "satuannya rupiah atau ribuan rupiah.",
        "A year's value below 1 million or above 50 thousand million rupiah. Check "
        "whether it is in rupiah or in thousands of rupiah.",
    ),
)
KBLI_FORMAT = ImportRule(
    "IMP-09",
    "kbli_format",
    "warning",
    Text(
        "Kode KBLI harus 5 digit. Periksa apakah angka nol di depan hilang; "
        "sementara dikosongkan.",
        "A KBLI code has 5 digits. Check whether a leading zero was lost; left empty "
        "for now.",
    ),
)
TEXT_TOO_LONG = ImportRule(
    "IMP-10",
    "text_too_long",
    "warning",
    Text(
        "Teks terlalu panjang dan dipotong. Persingkat isinya.",
        "The text is too long and was cut. Shorten it.",
    ),
)
NUMBER_REPEATED = ImportRule(
    "IMP-11",
    "row_number_repeated",
    "warning",
    Text(
        "Nomor urut ini sudah dipakai baris lain. Beri tiap usaha nomor sendiri.",
        "Another row already has this number. Give every business its own.",
    ),
)
NAME_TOO_LONG = ImportRule(
    "IMP-12",
    "name_too_long",
    "refused",
    Text(
        "Nama usaha lebih dari 200 huruf. Pisahkan nama dari keterangan lain.",
        "The name of the business has more than 200 letters. Keep only the name.",
    ),
)
EMAIL_FORMAT = ImportRule(
    "IMP-13",
    "email_format",
    "warning",
    Text(
        "Bukan alamat email. Tulis satu alamat, seperti nama@contoh.id.",
        "This is no e-mail address. Write one address, as in name@example.com.",
    ),
)
NIB_FORMAT = ImportRule(
    "IMP-14",
    "nib_format",
    "warning",
    Text(
        "NIB harus 13 digit. Salin dari OSS ke sel berformat teks; "
        "sementara dikosongkan.",
        "A NIB has 13 digits. Copy it from OSS into a cell formatted as text; left "
        "empty for now.",
    ),
)
NPWP_FORMAT = ImportRule(
    "IMP-15",
    "npwp_format",
    "warning",
    Text(
        "NPWP harus 15 atau 16 digit. Ketik dalam sel berformat teks; "
        "sementara dikosongkan.",
        "An NPWP has 15 or 16 digits. Type it into a cell formatted as text; left "
        "empty for now.",
    ),
)
KEPT_BY_HAND = ImportRule(
    "IMP-16",
    "kept_by_hand",
    "warning",
    Text(
        "Isian ini sudah diubah orang setelah daftar dimuat, jadi tidak ditimpa. "
        "Bandingkan, lalu ubah data usahanya bila daftar yang benar.",
        "Somebody changed this after the list was loaded, so it was not overwritten. "
        "Compare, and edit the business where the list is right.",
    ),
)

SWAPPED_BACK = ImportRule(
    "IMP-17",
    "swapped_back",
    "note",
    Text(
        "Nama usaha dan nama pemilik tertukar pada tahun data ini; sudah dikembalikan "
        "ke tempatnya. Periksa bila ragu.",
        "Business and owner stood in each other's column in this data year; they were "
        "put back. Look again if in doubt.",
    ),
)
PLACE_RESPELLED = ImportRule(
    "IMP-18",
    "place_respelled",
    "note",
    Text(
        "Ejaan tempat ini disamakan dengan baris lain dalam daftar. Perbaiki bila "
        "memang tempat lain.",
        "The spelling of this place was brought in line with the other rows of the "
        "list. Correct it if it is another place.",
    ),
)
KBLI_UNFIT = ImportRule(
    "IMP-19",
    "kbli_title_unfit",
    "note",
    Text(
        "Judul KBLI tidak cocok dengan kelompok produknya; produknya yang dipakai. "
        "Perbaiki KBLI-nya di OSS bila perlu.",
        "The KBLI title does not fit the group of the product; the product was taken. "
        "Have the KBLI corrected in OSS where needed.",
    ),
)
SIGNS_REMOVED = ImportRule(
    "IMP-20",
    "signs_removed",
    "note",
    Text(
        "Tanda yang tidak terlihat dibuang dari sel ini. Periksa isinya.",
        "Signs that cannot be seen were taken out of this cell. Look at what is left.",
    ),
)
ERASED_ON_REQUEST = ImportRule(
    "IMP-21",
    "erased_on_request",
    "refused",
    Text(
        "Data usaha ini dihapus atas permintaan pemiliknya dan tidak dimuat lagi. Bila "
        "pemilik ingin tercatat kembali, masukkan bersama dia.",
        "The owner of this business had it erased, so it is not loaded again. If the "
        "owner wants to be in the register again, enter it together with him.",
    ),
)

RULES = (
    NAME_MISSING,
    NUMBER_AMBIGUOUS,
    PHONE_DIGITS_LOST,
    PHONE_UNREADABLE,
    NAME_FROM_OWNER,
    NUMBER_UNREADABLE,
    VALUE_OUT_OF_RANGE,
    AMOUNT_IMPLAUSIBLE,
    KBLI_FORMAT,
    TEXT_TOO_LONG,
    NUMBER_REPEATED,
    NAME_TOO_LONG,
    EMAIL_FORMAT,
    NIB_FORMAT,
    NPWP_FORMAT,
    KEPT_BY_HAND,
    SWAPPED_BACK,
    PLACE_RESPELLED,
    KBLI_UNFIT,
    SIGNS_REMOVED,
    ERASED_ON_REQUEST,
)


def problem(rule: ImportRule, row: int, column: Column | None, cell: str) -> RowProblem:
    """`rule` broken by `cell` of `row`."""
    return RowProblem(
        row=row,
        column_letter=column.letter if column else "",
        column_title=column.title if column else "",
        rule=rule.code,
        name=rule.name,
        severity=rule.severity,
        message=rule.message,
        cell=cell,
    )


def write_error_file(problems: Iterable[RowProblem], path: Path | str) -> None:
    """Write the problems as CSV that a spreadsheet opens with its letters intact."""
    with Path(path).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["row", "column", "rule", "message_id", "message_en", "cell"])
        for found in problems:
            writer.writerow(
                [
                    found.row,
                    _inert(found.column),
                    f"{found.rule} {found.name}",
                    found.message.id,
                    found.message.en,
                    _inert(found.cell),
                ]
            )


def _inert(cell: str) -> str:
    """A spreadsheet runs a cell that begins like a formula; a quote stops it."""
    return f"'{cell}" if cell.lstrip().startswith(("=", "+", "-", "@")) else cell
