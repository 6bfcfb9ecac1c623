"""What is refused before a spreadsheet library ever sees the file."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from wadah.core.values import InvalidInput, Text

LARGEST_FILE_BYTES = 200 * 1024 * 1024
LARGEST_UNPACKED_BYTES = 500 * 1024 * 1024
# Readers lay a sheet out as a full rectangle: one stray cell in the last corner of a
# sheet would ask for hundreds of gigabytes.
LARGEST_SHEET_CELLS = 50_000_000

_CHUNK_BYTES = 1 << 20
_CELL_REFERENCE = re.compile(
    rb'<(?:\w{1,8}:)?c\b[^>]{0,40}?\br="([A-Z]{1,3})(\d{1,7})"'
)
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def refuse(rule: str, indonesian: str, english: str) -> InvalidInput:
    """A refusal of the file as a whole."""
    return InvalidInput("file", rule, Text(indonesian, english))


def check_size(path: Path) -> None:
    """Raise `InvalidInput` for a file that is absent, empty or too large."""
    if not path.is_file():
        raise refuse(
            "file_absent",
            f"Berkas “{path.name}” tidak ditemukan. Periksa nama dan foldernya.",
            f"There is no file “{path.name}”. Check its name and folder.",
        )
    size = path.stat().st_size
    if size == 0:
        raise refuse(
            "file_empty",
            "Berkas ini kosong. Simpan ulang daftarnya lalu coba lagi.",
            "This file is empty. Save the list again, then retry.",
        )
    if size > LARGEST_FILE_BYTES:
        raise refuse(
            "file_too_large",
            "Berkas lebih besar dari 200 MB. Bagi daftar menjadi beberapa berkas.",
            "The file is larger than 200 MB. Split the list into several files.",
        )


def check_archive(path: Path) -> None:
    """Unpack an XLSX without keeping it; raise when it grows beyond bounds.

    The sizes an archive states are not trusted: a bomb states small ones.
    """
    unpacked = 0
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "xl/workbook.xml" not in names:
                raise unsupported_format()
            for member in archive.infolist():
                unpacked = _check_member(archive, member, unpacked)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        raise damaged() from error


def _check_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, unpacked: int
) -> int:
    is_sheet = member.filename.startswith("xl/worksheets/")
    letters: set[bytes] = set()
    digits: set[bytes] = set()
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            unpacked += len(chunk)
            if unpacked > LARGEST_UNPACKED_BYTES:
                raise refuse(
                    "file_unpacks_too_large",
                    "Isi berkas ini membengkak melebihi 500 MB saat dibuka. "
                    "Simpan ulang daftarnya sebagai CSV.",
                    "This file grows beyond 500 MB when opened. "
                    "Save the list as CSV instead.",
                )
            if is_sheet:
                found = _CELL_REFERENCE.findall(tail + chunk)
                letters.update(column for column, _ in found)
                digits.update(row for _, row in found)
                tail = chunk[-64:]
    last_column = max(map(_column_number, letters), default=0)
    if last_column * max(map(int, digits), default=0) > LARGEST_SHEET_CELLS:
        raise refuse(
            "sheet_too_wide",
            "Ada isi jauh di luar daftar. Hapus sel di luar daftar, lalu simpan ulang.",
            "There are cells far outside the list. Delete them and save again.",
        )
    return unpacked


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def is_encrypted_container(path: Path) -> bool:
    """True for a password-protected workbook wrapped in the old container format."""
    tail = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            if _ENCRYPTED_STREAM in tail + chunk:
                return True
            tail = chunk[-64:]
    return False


def password_protected() -> InvalidInput:
    return refuse(
        "password_protected",
        "Berkas ini dikunci kata sandi. Buka, hapus kata sandinya, lalu simpan ulang.",
        "This file is locked with a password. Open it, remove the password, save it.",
    )


def not_a_spreadsheet() -> InvalidInput:
    return refuse(
        "not_a_spreadsheet",
        "Berkas ini bukan daftar yang bisa dibaca. Simpan sebagai XLSX atau CSV.",
        "This file is no list that can be read. Save it as XLSX or CSV.",
    )


def unsupported_format() -> InvalidInput:
    return refuse(
        "format_unsupported",
        "Jenis berkas ini tidak didukung. Simpan sebagai XLSX atau CSV.",
        "This kind of file is not supported. Save it as XLSX or CSV.",
    )


def damaged() -> InvalidInput:
    return refuse(
        "file_damaged",
        "Berkas ini rusak atau bukan lembar kerja. Buka lalu simpan ulang sebagai XLSX "
        "atau CSV.",
        "This file is damaged or no workbook. Open it and save it again as XLSX or "
        "CSV.",
    )
