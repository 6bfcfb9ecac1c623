"""Looks through a workbook's archive before a spreadsheet library opens it.

Nothing is kept while it is unpacked, and no size that the archive states is trusted:
a bomb states small ones.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from wadah.apps.registry.importing.refusals import (
    cells_far_outside,
    damaged,
    holds_entities,
    holds_macros,
    packed_too_tight,
    password_protected,
    too_many_columns,
    unpacks_too_large,
    unsupported_format,
)

LARGEST_UNPACKED_BYTES = 500 * 1024 * 1024
# Spreadsheets pack 5 to 40 times; the densest deflate can do is 1,032 times.
TIGHTEST_RATIO = 200
# Small members may be packed tighter without harm.
_RATIO_FROM_BYTES = 8 * 1024 * 1024
MOST_MEMBERS = 10_000
# The widest office list met has 250 columns, most of them empty.
MOST_COLUMNS = 256
# Readers lay a sheet out as a full rectangle: one stray cell in the last corner of a
# sheet would ask for hundreds of gigabytes.
LARGEST_SHEET_CELLS = 50_000_000

_CHUNK_BYTES = 1 << 20
_TAIL_BYTES = 96
_ENCRYPTED_FLAG = 0x1
_LOCAL_HEADER = 30
_CELL_WITH_CONTENT = re.compile(
    rb"""\sr\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["'][^>/]{0,60}>"""
)
_DOCTYPES = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"))
_MACROS = ("vbaproject.bin", "xl/macrosheets/", "basic/script-lc.xml")
_MACRO_TYPE = b"macroEnabled"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "


def check_archive(path: Path) -> None:
    """Raise `InvalidInput` unless it is a harmless XLSX or ODS workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
        _check_directory(members)
        with path.open("rb") as stream:
            _check_members(stream, members)
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        expat.ExpatError,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        raise damaged() from error


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    """What the directory of the archive says, before anything of it is unpacked."""
    names = {member.filename.casefold() for member in members}
    if any(name.startswith(_MACROS) or name.endswith(_MACROS[0]) for name in names):
        raise holds_macros()
    is_open_document = {"mimetype", "content.xml", "meta-inf/manifest.xml"} <= names
    if "xl/workbook.xml" not in names and not is_open_document:
        raise unsupported_format()
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise password_protected()
    if len(members) > MOST_MEMBERS:
        raise unpacks_too_large()
    if sum(member.file_size for member in members) > LARGEST_UNPACKED_BYTES:
        raise unpacks_too_large()
    for member in members:
        if _is_too_tight(member.file_size, member.compress_size):
            raise packed_too_tight()


def _is_too_tight(unpacked: int, packed: int) -> bool:
    return unpacked > _RATIO_FROM_BYTES and unpacked > TIGHTEST_RATIO * packed


def _check_members(stream: BinaryIO, members: list[zipfile.ZipInfo]) -> None:
    unpacked = 0
    for member in members:
        name = member.filename
        looks = [_Markup()] if name.endswith((".xml", ".rels")) else []
        if name.startswith("xl/worksheets/"):
            looks.append(_Sheet())
        elif name == "content.xml":
            looks.append(_OpenDocument())
        size = checksum = 0
        for chunk in _unpack(stream, member):
            size += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            if unpacked + size > LARGEST_UNPACKED_BYTES:
                raise unpacks_too_large()
            if _is_too_tight(size, member.compress_size):
                raise packed_too_tight()
            for look in looks:
                look.at(chunk)
        if checksum != member.CRC:
            raise damaged()
        unpacked += size


def _unpack(stream: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The true content of a member, however long it says it is."""
    stream.seek(member.header_offset)
    head = stream.read(_LOCAL_HEADER)
    if not head.startswith(b"PK\x03\x04"):
        raise damaged()
    stream.seek(sum(struct.unpack("<HH", head[26:30])), 1)
    packed = _read_exactly(stream, member.compress_size)
    if member.compress_type == zipfile.ZIP_STORED:
        yield from packed
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        decoder = zlib.decompressobj(-zlib.MAX_WBITS)
        for piece in packed:
            while piece and not decoder.eof:
                yield decoder.decompress(piece, _CHUNK_BYTES)
                piece = decoder.unconsumed_tail
        yield decoder.flush()
        if not decoder.eof:
            raise damaged()
    else:
        raise unsupported_format()


def _read_exactly(stream: BinaryIO, size: int) -> Iterator[bytes]:
    while size:
        piece = stream.read(min(size, _CHUNK_BYTES))
        if not piece:
            raise damaged()
        size -= len(piece)
        yield piece


class _Markup:
    """No part of a workbook declares entities or says that it holds macros."""

    def __init__(self) -> None:
        self._tail = b""

    def at(self, chunk: bytes) -> None:
        seen = self._tail + chunk
        if any(word in seen for word in _DOCTYPES):
            raise holds_entities()
        if _MACRO_TYPE in seen:
            raise holds_macros()
        self._tail = chunk[-_TAIL_BYTES:]


class _Sheet(_Markup):
    """How far the cells of an XLSX sheet reach that hold anything."""

    def __init__(self) -> None:
        super().__init__()
        self._column = self._row = 0

    def at(self, chunk: bytes) -> None:
        found = _CELL_WITH_CONTENT.findall(self._tail + chunk)
        for letters in {letters for letters, _digits in found}:
            self._column = max(self._column, _column_number(letters.upper()))
        self._row = max(self._row, max((int(d) for _l, d in found), default=0))
        check_extent(self._row, self._column)
        self._tail = chunk[-_TAIL_BYTES:]


class _OpenDocument(_Markup):
    """How far the cells of an ODS reach, which may say “this row a million times”."""

    def __init__(self) -> None:
        super().__init__()
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._rows = self._width = self._cells = self._filled = self._repeat = 0

    def at(self, chunk: bytes) -> None:
        self._parser.Parse(chunk)

    def _refuse(self, *_parts: object) -> None:
        raise holds_entities()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_TABLE}table":
            self._rows = self._width = 0
        elif name == f"{_TABLE}table-row":
            self._repeat = int(attributes.get(f"{_TABLE}number-rows-repeated", 1))
            self._cells = self._filled = 0
        elif name in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            self._cells += int(attributes.get(f"{_TABLE}number-columns-repeated", 1))

    def _text(self, _text: str) -> None:
        self._filled = self._cells

    def _end(self, name: str) -> None:
        if name == f"{_TABLE}table-row" and self._filled:
            self._width = max(self._width, self._filled)
        if name == f"{_TABLE}table-row":
            # Rows without content count only when something stands beneath them.
            self._rows += self._repeat
            if self._filled:
                check_extent(self._rows, self._width)


def check_extent(rows: int, columns: int) -> None:
    """Raise `InvalidInput` for a sheet that reaches too far right or down."""
    if columns > MOST_COLUMNS and rows * columns <= LARGEST_SHEET_CELLS:
        raise too_many_columns(columns, MOST_COLUMNS)
    if rows * columns > LARGEST_SHEET_CELLS:
        raise cells_far_outside()


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
