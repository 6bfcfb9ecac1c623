"""Makes a backup: the whole state of an installation in one file, or no file."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

from wadah.core.values import InvalidInput, Text
from wadah.delivery.operations.backup.archive import FILE_MODE, ArchiveWriter
from wadah.delivery.operations.backup.durable import is_free, sync_folder
from wadah.delivery.operations.backup.manifest import (
    FORMAT,
    HEADER_NAME,
    MANIFEST_NAME,
    Header,
    Manifest,
    TableEntry,
    header_as_bytes,
    manifest_as_bytes,
)
from wadah.delivery.operations.backup.rows import (
    Checksum,
    Table,
    as_line,
    read_rows,
)
from wadah.delivery.operations.backup.snapshot import (
    UnknownMigrations,
    list_applied,
    list_tables,
    open_snapshot,
    read_next_id,
)

PARTIAL = ".wadah-partial"
# Lines of a table are cut into members of this size, so that memory stays small.
MEMBER_BYTES = 4 * 1024 * 1024
SEALED_SUFFIX, OPEN_SUFFIX = ".wadah", ".tar.gz"

Progress = Callable[[float], None]


def name_backup(now: datetime, *, sealed: bool, why: str = "wadah") -> str:
    """`wadah-20261124-020000.tar.gz`; a sealed one is no tar and is not called so."""
    suffix = SEALED_SUFFIX if sealed else OPEN_SUFFIX
    return f"{why}-{now.astimezone(UTC):%Y%m%d-%H%M%S}{suffix}"


def backup_folder() -> Path:
    """Where backups lie when nobody says where; readable by nobody else."""
    folder = Path(settings.WADAH_HOME) / "backups"
    folder.mkdir(exist_ok=True)
    folder.chmod(stat.S_IRWXU)
    return folder


def make_backup(
    target: Path,
    *,
    now: datetime,
    passphrase: str | None = None,
    progress: Progress = lambda share: None,
) -> Manifest:
    """Write database, uploads and keys to `target`, whole or not at all.

    Raises `InvalidInput` when the file is there already or its folder cannot be
    written, or the database is newer than this version.
    """
    if target.exists():
        raise InvalidInput("file", "backup_exists", _exists(target))
    try:
        with (
            _write_whole(target) as stream,
            closing(ArchiveWriter(stream, passphrase)) as archive,
        ):
            manifest = _fill(archive, now, progress)
        return manifest
    except UnknownMigrations as error:
        raise InvalidInput("database", "database_newer", _newer(error)) from error
    except DatabaseError as error:
        raise InvalidInput("database", "database_unreadable", _NO_TABLES) from error
    except OSError as error:
        raise InvalidInput("file", "backup_not_written", _not_written(error)) from error


@contextmanager
def _write_whole(target: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when all of it is on the disk."""
    remove_left_overs(target.parent)
    partial = target.parent / f".{target.name}.{os.getpid()}{PARTIAL}"
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    # Whoever finds it can tell one that is being written from one that was left.
    is_free(handle)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.rename(target)
        sync_folder(target.parent)
    finally:
        partial.unlink(missing_ok=True)


def remove_left_overs(folder: Path) -> None:
    """Files of backups that were killed while they were written."""
    for left in folder.glob(f".*{PARTIAL}"):
        with suppress(OSError), left.open("rb") as stream:
            if is_free(stream.fileno()):
                left.unlink()


def _fill(archive: ArchiveWriter, now: datetime, progress: Progress) -> Manifest:
    with open_snapshot() as database:
        applied = list_applied(database)
        header = Header(
            format=FORMAT,
            wadah=version("wadah"),
            created_at=now.astimezone(UTC).isoformat(timespec="seconds"),
            database=database.vendor,
            migrations=applied,
        )
        archive.add_bytes(HEADER_NAME, header_as_bytes(header))
        for name, data in _list_keys():
            archive.add_bytes(f"keys/{name}", data)
        tables = list_tables(applied, database)
        entries = _add_tables(archive, database, tables, progress)
    # After the snapshot: a file that a row of it names is on the disk by now.
    _add_uploads(archive, Path(settings.WADAH_HOME) / "uploads")
    manifest = Manifest(header, entries, tuple(archive.members))
    archive.add_bytes(MANIFEST_NAME, manifest_as_bytes(manifest))
    progress(1.0)
    return manifest


def _list_keys() -> Iterator[tuple[str, bytes]]:
    """The keys in use, also when they come from the environment and not from files."""
    used = {
        "secret.key": str(settings.SECRET_KEY).encode(),
        "identity.key": str(settings.WADAH_IDENTITY_KEY).encode(),
    }
    yield from used.items()
    for path in sorted((Path(settings.WADAH_HOME) / "keys").iterdir()):
        if path.is_file() and path.name not in used:
            yield path.name, path.read_bytes()


def _add_tables(
    archive: ArchiveWriter,
    database: BaseDatabaseWrapper,
    tables: tuple[Table, ...],
    progress: Progress,
) -> tuple[TableEntry, ...]:
    total = sum(_count(database, table) for table in tables) or 1
    done, entries = 0, []
    for table in tables:
        checksum = Checksum()
        for number, data in enumerate(_cut(database, table, checksum)):
            archive.add_bytes(f"tables/{table.name}/{number:06d}.jsonl", data)
            progress((done + checksum.rows) / total)
        done += checksum.rows
        entries.append(
            TableEntry(
                table.name,
                tuple(column.name for column in table.columns),
                checksum.rows,
                checksum.hexdigest(),
                read_next_id(database, table),
            )
        )
    return tuple(entries)


def _count(database: BaseDatabaseWrapper, table: Table) -> int:
    with database.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {database.ops.quote_name(table.name)}")  # noqa: S608
        return int(cursor.fetchone()[0])


def _cut(
    database: BaseDatabaseWrapper, table: Table, checksum: Checksum
) -> Iterator[bytes]:
    """The lines of a table in pieces of some megabytes."""
    lines, size = [], 0
    for row in read_rows(database, table):
        line = as_line(row)
        checksum.add(line)
        lines.append(line)
        size += len(line)
        if size >= MEMBER_BYTES:
            yield b"\n".join(lines) + b"\n"
            lines, size = [], 0
    if lines:
        yield b"\n".join(lines) + b"\n"


def _add_uploads(archive: ArchiveWriter, folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        try:
            with path.open("rb") as stream:
                size = os.fstat(stream.fileno()).st_size
                name = f"uploads/{path.relative_to(folder).as_posix()}"
                archive.add_file(name, stream, size)
        except (IsADirectoryError, FileNotFoundError):
            # A folder, or a file that was erased while we came to it.
            continue


_NO_TABLES = Text(
    "Basis data belum disiapkan atau tidak dapat dibaca. Jalankan: wadah check",
    "The database is not prepared or cannot be read. Run: wadah check",
)


def _exists(target: Path) -> Text:
    return Text(
        f"Berkas {target} sudah ada. Pilih nama lain.",
        f"The file {target} is there already. Choose another name.",
    )


def _not_written(error: OSError) -> Text:
    reason = error.strerror or str(error)
    return Text(
        f"Cadangan tidak dapat ditulis: {reason}. Periksa map, izin dan ruang disk.",
        f"The backup cannot be written: {reason}. Check folder, permissions and "
        "free disk.",
    )


def _newer(error: UnknownMigrations) -> Text:
    return Text(
        f"Basis data lebih baru daripada program ini ({error}). Pasang versi baru.",
        f"The database is newer than this program ({error}). Install the new version.",
    )
