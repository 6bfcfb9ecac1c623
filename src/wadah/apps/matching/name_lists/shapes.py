"""What is read of a list, and why a file is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wadah.core.values import InvalidInput, Text


@dataclass(frozen=True, slots=True)
class ReadName:
    """One name or alias of an entry."""

    entry: str
    is_person: bool
    name: str
    programme: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a reader of one layout gives."""

    publisher: str
    layout: str
    dated_on: date
    names: Iterator[ReadName | None]  # None for an entry without a name


def refuse(rule: str) -> InvalidInput:
    """The refusal of a rule, to be raised."""
    return InvalidInput("file", rule, WORDS[rule])


WORDS: dict[str, Text] = {
    "file_unreadable": Text("Berkas tidak dapat dibuka.", "The file cannot be opened."),
    "file_too_large": Text(
        "Berkas lebih dari 120 MB; daftar yang diterbitkan jauh lebih kecil.",
        "The file is larger than 120 MB; the published lists are much smaller.",
    ),
    "file_empty": Text("Berkas ini kosong.", "The file is empty."),
    "too_many_names": Text(
        "Lebih dari 500.000 nama; ini bukan daftar PBB atau UE.",
        "More than 500,000 names; this is no list of the UN or the EU.",
    ),
    "no_names": Text(
        "Tidak ada satu nama pun di berkas ini; daftar yang lama tetap berlaku.",
        "There is not one name in this file; the list that is there stays.",
    ),
    "xml_broken": Text(
        "XML rusak atau terpotong. Unduh sekali lagi.",
        "The XML is broken or cut off. Download it again.",
    ),
    "xml_unsafe": Text(
        "XML memuat DOCTYPE atau entitas; daftar yang diterbitkan tidak memuatnya.",
        "The XML holds a DOCTYPE or entities; the published lists hold none.",
    ),
    "layout_unknown": Text(
        "Bukan daftar PBB (CONSOLIDATED_LIST) atau UE (export, atau CSV dengan kolom "
        "NameAlias_WholeName).",
        "Neither a list of the UN (CONSOLIDATED_LIST) nor of the EU (export, or a CSV "
        "with a column NameAlias_WholeName).",
    ),
    "date_missing": Text(
        "Tanggal daftar tidak ditemukan; tanpa itu tidak diketahui mana yang terbaru.",
        "The date of the list is missing; without it nobody knows which is the newest.",
    ),
    "csv_broken": Text(
        "CSV tidak dapat dibaca: gunakan berkas UTF-8 dengan titik koma seperti yang "
        "diterbitkan.",
        "The CSV cannot be read: use the UTF-8 file with semicolons as published.",
    ),
}
