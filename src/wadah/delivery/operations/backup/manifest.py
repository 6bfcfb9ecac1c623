"""What a backup says of itself: version, tables with checksums, files with sha256."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

# Raised when a reader of the old form could not read the new one.
FORMAT = 1
HEADER_NAME = "wadah-backup.json"
MANIFEST_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Header:
    """The first member: enough to refuse a file before anything else is read."""

    format: int
    wadah: str
    created_at: str
    database: str
    migrations: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One table; the checksum is the same on every kind of database."""

    name: str
    columns: tuple[str, ...]
    rows: int
    checksum: str
    # The number that the next row gets: one that was given is never given again.
    next_id: int | None


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The last member: an archive without it is not whole."""

    header: Header
    tables: tuple[TableEntry, ...]
    members: tuple[Member, ...]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    @property
    def uploads(self) -> int:
        return sum(entry.name.startswith("uploads/") for entry in self.members)


def header_as_bytes(header: Header) -> bytes:
    return json.dumps(asdict(header), indent=1).encode()


def read_header(data: bytes) -> Header:
    """Raises `KeyError`, `TypeError` or `ValueError` when it is none."""
    return _header(json.loads(data))


def _header(row: Mapping[str, Any]) -> Header:
    return Header(
        format=int(row["format"]),
        wadah=str(row["wadah"]),
        created_at=str(row["created_at"]),
        database=str(row["database"]),
        migrations=tuple((str(app), str(name)) for app, name in row["migrations"]),
    )


def manifest_as_bytes(manifest: Manifest) -> bytes:
    return json.dumps(asdict(manifest), indent=1).encode()


def read_manifest(data: bytes) -> Manifest:
    """Raises `KeyError`, `TypeError` or `ValueError` when it is none."""
    row = json.loads(data)
    return Manifest(
        header=_header(row["header"]),
        tables=tuple(
            TableEntry(**{**table, "columns": tuple(table["columns"])})
            for table in row["tables"]
        ),
        members=tuple(Member(**entry) for entry in row["members"]),
    )
