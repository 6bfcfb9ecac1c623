"""Builds the state of a backup in the home and database of this process.

Run in a process of its own by `restore`: its home is an empty folder, its database an
empty SQLite file in it or the PostgreSQL that is to be replaced, there in one
transaction with everything else.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import make_local_administrator
from wadah.core.values import InvalidInput, Text
from wadah.delivery.operations.backup.archive import (
    ArchiveReader,
    damaged,
    open_archive,
)
from wadah.delivery.operations.backup.durable import sync_tree
from wadah.delivery.operations.backup.manifest import (
    HEADER_NAME,
    MANIFEST_NAME,
    Manifest,
    TableEntry,
    read_header,
    read_manifest,
)
from wadah.delivery.operations.backup.rows import Table, parse_lines, sum_table
from wadah.delivery.operations.backup.snapshot import (
    Node,
    disk_loader,
    find_ends,
    list_tables,
)
from wadah.delivery.operations.backup.swap import PREPARED, read_journal, write_journal
from wadah.delivery.operations.models import Run
from wadah.delivery.operations.redaction import describe_failure
from wadah.delivery.operations.tables import make_tables

TOLD = 2
LOCK_TIMEOUT = "10s"


def build(path: Path, passphrase: str | None) -> None:
    """Load, verify, bring to the present tables; then the files are on the disk.

    Raises `InvalidInput` when something does not hold; the database is then as it was.
    """
    with open_archive(path, passphrase) as archive, _whole_database():
        manifest = _load(archive)
        verify(manifest, archive)
        _fill_text_indexes()
        if set(manifest.header.migrations) != set(disk_loader().graph.nodes):
            call_command("migrate", interactive=False, verbosity=0)
        _leave_trace(manifest)
        if connection.vendor == "postgresql":
            _prepare()
    if connection.vendor == "sqlite":
        _settle()


@contextmanager
def _whole_database() -> Iterator[None]:
    """One transaction on PostgreSQL; on SQLite a file that nobody else knows yet."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # The file is worth nothing until it is complete and synced.
            cursor.execute("PRAGMA synchronous=OFF")
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        _drop_everything()
        yield


def _drop_everything() -> None:
    """Remove the present tables.

    Raises `InvalidInput` when the database also holds tables of somebody else.
    """
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        )
        tables = [str(row[0]) for row in cursor.fetchall()]
        foreign = [name for name in tables if not _is_ours(name)]
        if foreign:
            raise InvalidInput("database", "foreign_tables", _foreign(foreign))
        if tables:
            names = ", ".join(quote(name) for name in tables)
            cursor.execute(f"DROP TABLE {names} CASCADE")
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p "
            "JOIN pg_namespace n ON n.oid = p.pronamespace "
            "WHERE n.nspname = current_schema() AND p.proname LIKE 'wadah\\_%'"
        )
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {function} CASCADE")


def _is_ours(table: str) -> bool:
    labels = {entry.rsplit(".", 1)[-1] for entry in settings.INSTALLED_APPS}
    return table.split("_", 1)[0] in labels | {"django", "wadah"}


def _load(archive: ArchiveReader) -> Manifest:
    """Take every member; tables come before uploads, the manifest is the last."""
    home = Path(settings.WADAH_HOME)
    tables: dict[str, Table] = {}
    for name, size, stream in archive:
        if name == HEADER_NAME:
            header = read_header(archive.take_bytes(name, size, stream))
            tables = _make_tables(header.migrations)
        elif name == MANIFEST_NAME:
            data = archive.take_bytes(name, size, stream)
            archive.members.pop()
            archive.drain()
            return _parse_manifest(data)
        elif name.startswith("tables/"):
            table = tables.get(name.split("/")[1])
            if table is None:
                raise damaged()
            _load_lines(archive.take_bytes(name, size, stream), table)
        elif name.startswith("uploads/"):
            archive.take_to(name, size, stream, home / name)
        elif name.startswith("keys/"):
            archive.take_bytes(name, size, stream)
        else:
            raise damaged()
    raise damaged()


def _parse_manifest(data: bytes) -> Manifest:
    try:
        return read_manifest(data)
    except (KeyError, TypeError, ValueError) as error:
        raise damaged() from error


def _make_tables(applied: Iterable[Node]) -> dict[str, Table]:
    """The tables as they were when the backup was made, empty."""
    make_tables(find_ends(applied))
    tables = {table.name: table for table in list_tables(applied, connection)}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=OFF")
        # What a migration filled in comes from the backup, as it is by now.
        for name in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608
    return tables


def _load_lines(data: bytes, table: Table) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(column.name) for column in table.columns)
    try:
        rows = parse_lines(data.splitlines(), table, connection)
        with connection.wrap_database_errors, transaction.atomic():
            if connection.vendor == "postgresql":
                _copy(f"COPY {quote(table.name)} ({names}) FROM STDIN", rows)
                return
            marks = ", ".join("?" for _column in table.columns)
            # Past the cursor of the framework: it would note every row for its logs.
            connection.connection.executemany(
                f"INSERT INTO {quote(table.name)} ({names}) VALUES ({marks})",  # noqa: S608
                rows,
            )
    except DatabaseError as error:
        raise InvalidInput("database", "row_refused", _refused(table, error)) from error
    except ValueError as error:
        raise damaged() from error


def _copy(statement: str, rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def verify(manifest: Manifest, archive: ArchiveReader) -> None:
    """Compare each file and each table with what the manifest says of it.

    Raises `InvalidInput` naming the first that differs.
    """
    if sorted(archive.members, key=_by_name) != sorted(manifest.members, key=_by_name):
        raise damaged()
    tables = {
        table.name: table
        for table in list_tables(manifest.header.migrations, connection)
    }
    if set(tables) != {entry.name for entry in manifest.tables}:
        raise damaged()
    _check_references()
    for entry in manifest.tables:
        found = sum_table(connection, tables[entry.name])
        if (found.rows, found.hexdigest()) != (entry.rows, entry.checksum):
            raise InvalidInput("database", "table_differs", _differs(entry))
        _set_next_id(connection, tables[entry.name], entry.next_id)


def _by_name(member: object) -> str:
    return str(getattr(member, "name", ""))


def _check_references() -> None:
    """Each foreign key finds its row."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Asks now, and leaves nothing pending that would forbid the migrations.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            return
        cursor.execute("PRAGMA foreign_key_check")
        broken: dict[str, int] = defaultdict(int)
        for row in cursor.fetchall():
            broken[str(row[0])] += 1
        if broken:
            raise InvalidInput("database", "references_broken", _broken(broken))
        cursor.execute("PRAGMA foreign_keys=ON")


def _set_next_id(
    database: BaseDatabaseWrapper, table: Table, next_id: int | None
) -> None:
    if next_id is None:
        return
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)",
                [table.name, next_id - 1],
            )
            return
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, %s), %s, false)",
            [f'"{table.name}"', table.key, next_id],
        )


def _fill_text_indexes() -> None:
    """Full-text tables of SQLite are no tables of a model: they are made anew.

    Before anything is deleted: taking out a word that is not in there spoils them.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master "
            "WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%content=%'"
        )
        for (name,) in cursor.fetchall():
            quoted = connection.ops.quote_name(name)
            cursor.execute(f"INSERT INTO {quoted}({quoted}) VALUES ('rebuild')")  # noqa: S608


def _leave_trace(manifest: Manifest) -> None:
    """The restored trail says that from here on it is a restored one."""
    now = timezone.now()
    run = Run.objects.create(
        kind=Run.Kind.BACKUP,
        name="restore",
        state=Run.State.DONE,
        started_at=now,
        finished_at=now,
        result={"rows": manifest.rows, "uploads": manifest.uploads},
    )
    write_audit_row(
        actor=make_local_administrator(),
        verb="backup.restored",
        target=run,
        after={
            "made_at": manifest.header.created_at,
            "version": manifest.header.wadah,
            "rows": manifest.rows,
        },
    )


def _prepare() -> None:
    """The last thing before the commit: from now on the database alone decides."""
    folder = Path(settings.WADAH_HOME)
    journal = read_journal(folder)
    if journal is None:
        return  # not called by `restore`
    sync_tree(folder)
    # A comment takes no parameter; what is no hexadecimal number stops here.
    token = f"{int(journal.token, 16):016x}"
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON TABLE django_migrations IS '{token}'")
    write_journal(folder, replace(journal, state=PREPARED))


def _settle() -> None:
    """Everything into the one file, and look whether it is sound."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA quick_check(1)")
        state = cursor.fetchone()[0]
    connection.close()
    if state != "ok":
        raise damaged()


def _foreign(names: Sequence[str]) -> Text:
    some = ", ".join(sorted(names)[:5])
    return Text(
        f"Basis data ini juga berisi tabel yang bukan milik Wadah ({some}). Pakai "
        "basis data tersendiri.",
        f"This database also holds tables that are not Wadah's ({some}). Use a "
        "database of its own.",
    )


def _refused(table: Table, error: Exception) -> Text:
    why = describe_failure(error)
    return Text(
        f"Basis data menolak satu baris tabel {table.name}: {why}. Tidak ada yang "
        "diubah.",
        f"The database refuses a row of the table {table.name}: {why}. Nothing was "
        "changed.",
    )


def _differs(entry: TableEntry) -> Text:
    return Text(
        f"Tabel {entry.name} berbeda dari isi cadangan setelah dimuat. Tidak ada yang "
        "diubah.",
        f"The table {entry.name} differs from the backup after loading. Nothing was "
        "changed.",
    )


def _broken(tables: Mapping[str, int]) -> Text:
    some = ", ".join(f"{name} ({count})" for name, count in sorted(tables.items()))
    return Text(
        f"Baris menunjuk baris yang tidak ada: {some}. Tidak ada yang diubah.",
        f"Rows point to rows that are not there: {some}. Nothing was changed.",
    )


def main() -> None:
    """Say why it failed on standard error; the caller tells what that means."""
    passphrase = sys.stdin.read() or None
    try:
        build(Path(sys.argv[1]), passphrase)
    except InvalidInput as error:
        sys.stderr.write(f"Error: {error.field}: {error.message.en} [{error.rule}]\n")
        sys.exit(TOLD)
    except DatabaseError as error:
        sys.stderr.write(f"Error: database: {describe_failure(error)}\n")
        sys.exit(TOLD)
