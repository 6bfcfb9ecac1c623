"""What is refused before a spreadsheet library ever sees the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from wadah.apps.registry.importing.refusals import (
    holds_macros,
    is_other_kind,
    password_protected,
    refuse,
)

LARGEST_FILE_BYTES = 200 * 1024 * 1024
_CHUNK_BYTES = 1 << 20
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_MACRO_STREAM = "_VBA_PROJECT".encode("utf-16-le")
# Signs that a text never holds: controls but tab and line breaks, marks that turn the
# direction of writing, letters of no width.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_OTHER_KINDS = (
    (b"\x89PNG", "gambar PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "gambar JPEG", "a JPEG picture"),
    (b"GIF8", "gambar GIF", "a GIF picture"),
    (b"BM", "gambar BMP", "a BMP picture"),
    (b"%PDF", "dokumen PDF", "a PDF document"),
    (b"{\\rtf", "dokumen RTF", "an RTF document"),
    (b"\x1f\x8b", "arsip GZIP", "a GZIP archive"),
    (b"7z\xbc\xaf", "arsip 7z", "a 7z archive"),
    (b"Rar!", "arsip RAR", "a RAR archive"),
    (b"SQLite format 3", "basis data", "a database"),
)


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


def check_kind(start: bytes) -> None:
    """Raise `InvalidInput` when the first bytes are those of another kind of file."""
    for mark, indonesian, english in _OTHER_KINDS:
        # Two letters alone may begin a list as well; a picture goes on with zeros.
        if start.startswith(mark) and (len(mark) > 2 or b"\x00" in start):
            raise is_other_kind(indonesian, english)


def check_old_container(path: Path) -> None:
    """Raise `InvalidInput` for an XLS with macros, or a workbook behind a password."""
    for piece in _overlapping(path):
        if _ENCRYPTED_STREAM in piece:
            raise password_protected()
        if _MACRO_STREAM in piece:
            raise holds_macros()


def _overlapping(path: Path) -> Iterator[bytes]:
    """The file piece by piece, each with the end of the one before."""
    tail = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            yield tail + chunk
            tail = chunk[-64:]


def is_invisible(text: str) -> bool:
    """True when the text holds a sign that nobody sees."""
    # Printable text is most of it, and told much faster.
    return not text.isprintable() and INVISIBLE.search(text) is not None
