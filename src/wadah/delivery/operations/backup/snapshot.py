"""One moment of the database, seen through a connection of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from wadah.delivery.operations.backup.rows import Table, make_table

Node = tuple[str, str]


class UnknownMigrations(Exception):
    """The database or backup comes from a version that knows more than this one."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@contextmanager
def open_snapshot() -> Iterator[BaseDatabaseWrapper]:
    """A connection that sees one moment, whatever is written meanwhile.

    SQLite in WAL mode and PostgreSQL under repeatable read both keep what the reader
    saw first, and neither keeps a writer waiting.
    """
    reader = connection.copy()
    reader.ensure_connection()
    try:
        if reader.vendor == "sqlite":
            with reader.cursor() as cursor:
                # Not immediate as elsewhere: a reader needs no lock of a writer.
                cursor.execute("BEGIN DEFERRED")
                cursor.execute("SELECT count(*) FROM sqlite_master")
                cursor.fetchone()
        else:
            reader.set_autocommit(False)
            with reader.cursor() as cursor:
                cursor.execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
                )
        yield reader
    finally:
        reader.close()


@cache
def disk_loader() -> MigrationLoader:
    """The migrations of this version; of no database."""
    return MigrationLoader(None)


def list_applied(database: BaseDatabaseWrapper) -> tuple[Node, ...]:
    """The migrations that the database has seen, in their order."""
    with database.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return tuple((str(app), str(name)) for app, name in cursor.fetchall())


def find_ends(applied: Iterable[Node]) -> list[Node]:
    """The last migrations of each app among those.

    Raises `UnknownMigrations` when this version does not know one.
    """
    graph, seen = disk_loader().graph, set(applied)
    unknown = sorted(f"{app}.{name}" for app, name in seen - set(graph.nodes))
    if unknown:
        raise UnknownMigrations(unknown)
    followed = {
        parent.key
        for node in seen
        for parent in graph.node_map[node].parents
        if parent.key[0] == node[0]
    }
    return sorted(seen - followed)


def list_tables(
    applied: Iterable[Node], database: BaseDatabaseWrapper
) -> tuple[Table, ...]:
    """Every table of the state of these migrations, by name."""
    state = disk_loader().project_state(find_ends(applied))
    models = state.apps.get_models(include_auto_created=True)
    tables = {
        model._meta.db_table: make_table(model, database)
        for model in models
        if model._meta.managed and not model._meta.proxy
    }
    return tuple(tables[name] for name in sorted(tables))


def read_next_id(database: BaseDatabaseWrapper, table: Table) -> int | None:
    """The number that the next row will get; none where keys are not counted."""
    if not table.has_sequence:
        return None
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            query = "SELECT seq FROM sqlite_sequence WHERE name = %s"
            cursor.execute(query, [table.name])
            row = cursor.fetchone()
            return int(row[0]) + 1 if row else 1
        cursor.execute(
            "SELECT pg_get_serial_sequence(%s, %s)", [f'"{table.name}"', table.key]
        )
        sequence = cursor.fetchone()[0]
        cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608
        last, is_called = cursor.fetchone()
        return int(last) + int(is_called)
