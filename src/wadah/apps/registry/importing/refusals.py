"""Sentences by which a file is refused as a whole: what it is, and how to mend it."""

from __future__ import annotations

from wadah.core.values import InvalidInput, Text


def refuse(rule: str, indonesian: str, english: str) -> InvalidInput:
    """A refusal of the file as a whole."""
    return InvalidInput("file", rule, Text(indonesian, english))


def password_protected() -> InvalidInput:
    return refuse(
        "password_protected",
        "Berkas ini dikunci kata sandi. Buka, hapus kata sandinya, lalu simpan ulang.",
        "This file is locked with a password. Open it, remove the password, save it.",
    )


def holds_macros() -> InvalidInput:
    return refuse(
        "holds_macros",
        "Berkas ini berisi makro (program). Simpan ulang sebagai XLSX biasa tanpa "
        "makro, atau sebagai CSV.",
        "This file holds macros (a program). Save it again as a plain XLSX without "
        "macros, or as CSV.",
    )


def holds_entities() -> InvalidInput:
    return refuse(
        "holds_entities",
        "Berkas ini memuat perintah XML yang tidak ditulis aplikasi lembar kerja mana "
        "pun. Buka dengan aplikasi Anda, lalu simpan ulang sebagai XLSX atau CSV.",
        "This file holds XML commands that no spreadsheet program writes. Open it with "
        "yours and save it again as XLSX or CSV.",
    )


def unpacks_too_large() -> InvalidInput:
    return refuse(
        "file_unpacks_too_large",
        "Isi berkas ini membengkak melebihi 500 MB saat dibuka. Simpan ulang daftarnya "
        "sebagai CSV.",
        "This file grows beyond 500 MB when opened. Save the list as CSV instead.",
    )


def packed_too_tight() -> InvalidInput:
    return refuse(
        "file_packed_too_tight",
        "Isi berkas ini dipadatkan secara tidak wajar, seperti berkas perusak. Salin "
        "daftarnya ke lembar kerja baru, lalu simpan sebagai XLSX atau CSV.",
        "This file is packed beyond reason, as harmful files are. Copy the list into a "
        "new workbook and save that as XLSX or CSV.",
    )


def too_many_columns(columns: int, most: int) -> InvalidInput:
    return refuse(
        "too_many_columns",
        f"Daftar ini punya {columns} kolom; paling banyak {most}. Hapus kolom yang "
        "bukan bagian daftar, lalu simpan ulang.",
        f"This list has {columns} columns; at most {most} are read. Delete those that "
        "are no part of the list and save again.",
    )


def cells_far_outside() -> InvalidInput:
    return refuse(
        "sheet_too_wide",
        "Ada isi jauh di luar daftar. Hapus sel di luar daftar, lalu simpan ulang.",
        "There are cells far outside the list. Delete them and save again.",
    )


def cell_too_long(row: int, most: int) -> InvalidInput:
    longest = f"{most:,}"
    return refuse(
        "cell_too_long",
        f"Satu sel di baris {row} berisi lebih dari {longest.replace(',', '.')} huruf. "
        "Kosongkan atau persingkat sel itu, lalu simpan ulang.",
        f"A cell of row {row} holds more than {longest} characters. Empty or shorten "
        "it, then save again.",
    )


def cut_short() -> InvalidInput:
    return refuse(
        "file_cut_short",
        "Berkas ini terputus di tengah baris terakhir, seperti unduhan yang tidak "
        "selesai. Ambil lagi berkasnya dari sumbernya.",
        "This file breaks off within its last row, as an unfinished download does. "
        "Fetch it again from where it came.",
    )


def not_a_spreadsheet() -> InvalidInput:
    return refuse(
        "not_a_spreadsheet",
        "Berkas ini bukan daftar yang bisa dibaca. Simpan sebagai XLSX atau CSV.",
        "This file is no list that can be read. Save it as XLSX or CSV.",
    )


def is_other_kind(indonesian: str, english: str) -> InvalidInput:
    """A file of a known other kind, whatever its name says."""
    return refuse(
        "not_a_spreadsheet",
        f"Isi berkas ini adalah {indonesian}, bukan daftar. Pilih berkas XLSX atau CSV "
        "yang berisi daftarnya.",
        f"This file holds {english}, not a list. Choose the XLSX or CSV file that "
        "holds the list.",
    )


def unknown_encoding() -> InvalidInput:
    return refuse(
        "encoding_unknown",
        "Huruf dalam berkas ini tidak terbaca. Buka di lembar kerja, lalu simpan "
        "sebagai “CSV UTF-8” atau XLSX.",
        "The letters of this file cannot be read. Open it in a spreadsheet and save it "
        "as “CSV UTF-8” or XLSX.",
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
        "Berkas ini rusak, terputus, atau bukan lembar kerja. Ambil lagi dari "
        "sumbernya, atau buka lalu simpan ulang sebagai XLSX atau CSV.",
        "This file is damaged, cut off or no workbook. Fetch it again from where it "
        "came, or open it and save it again as XLSX or CSV.",
    )
