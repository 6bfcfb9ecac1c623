"""Rows of one table written or removed at once, on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import repeat
from typing import Any, cast

import polars as pl
from django.db import connection, models

_KEY = "id"


def insert_rows(model: type[models.Model], columns: Mapping[str, Any]) -> list[int]:
    """Insert rows given by column and tell their keys.

    A list or series holds one value a row, anything else the same value for all.
    Fields that are not named get the default of the model.
    """
    series = {
        name: values.to_list() if isinstance(values, pl.Series) else values
        for name, values in columns.items()
    }
    count = next(len(v) for v in series.values() if isinstance(v, list))
    keys = _take_keys(model, count)
    fields = [f for f in model._meta.concrete_fields if not f.primary_key]
    cells = [
        iter(series[field.attname])
        if isinstance(series.get(field.attname), list)
        else repeat(_plain(field, series.get(field.attname, _MISSING)))
        for field in fields
    ]
    names = [_KEY, *(str(field.column) for field in fields)]
    _write(model, names, zip(keys, *cells, strict=False))
    return keys


_MISSING = object()


def _plain(field: models.Field[Any, Any], value: object) -> object:
    """A constant as the database takes it."""
    if value is _MISSING:
        value = field.get_default()
    return json.dumps(value) if isinstance(value, dict | list) else value


def _take_keys(model: type[models.Model], count: int) -> list[int]:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) "
                "FROM generate_series(1, %s)",
                [table, count],
            )
            return [row[0] for row in cursor.fetchall()]
        # AUTOINCREMENT: a key that was once given is never given again.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        start = row[0] if row else 0
        return list(range(start + 1, start + count + 1))


def _write(
    model: type[models.Model], names: list[str], rows: Iterator[tuple[Any, ...]]
) -> None:
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    listed = ", ".join(quote(name) for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cast(Any, cursor).copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(names))
        statement = f"INSERT INTO {table} ({listed}) VALUES ({marks})"  # noqa: S608
        # It takes an iterator as well, and so no second copy of the rows is made.
        cursor.executemany(statement, cast(Any, rows))


def delete_with_dependants(rows: models.QuerySet[Any]) -> None:
    """Delete rows and all that hangs on them, by statement and not by object.

    What may stand without them loses the link; a row of the same table that points at
    one of them does too.
    """
    model = rows.model
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete:
            continue
        if not (relation.one_to_many or relation.one_to_one):
            continue
        link = cast(Any, relation).field
        hanging = link.model._base_manager.order_by().filter(
            **{f"{link.name}__in": rows.values("pk")}
        )
        if link.model is model or relation.on_delete is models.SET_NULL:
            hanging.update(**{link.name: None})
        elif hanging.exists():
            delete_with_dependants(hanging)
    cast(Any, rows)._raw_delete(rows.db)
