"""Writes whole tables of rows at once, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

import polars as pl
from django.db import connection, models

_ROWS_WORTH_SORTING = 1_000


def insert_frame(
    model: type[models.Model], frame: pl.DataFrame, constants: Mapping[str, object]
) -> None:
    """Insert a row for each row of `frame`; its columns bear the names of the fields.

    `constants` and the defaults of the model fill the other fields. The values must be
    as the database keeps them: JSON as text, identity numbers encrypted.
    """
    if not len(frame):
        return
    fields = {
        field.attname: field
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    fixed = {
        name: _prepared(field, constants.get(name))
        for name, field in fields.items()
        if name not in frame.columns
    }
    names = [*frame.columns, *fixed]
    columns = ", ".join(
        connection.ops.quote_name(str(fields[name].column)) for name in names
    )
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} ({columns}) FROM STDIN WITH (FORMAT csv)", frame, fixed)
        return
    # What is the same in all rows is bound once, not once a row.
    marks = ", ".join(["%s"] * len(frame.columns) + [*map(_sql, fixed.values())])
    values = [frame[name].to_list() for name in frame.columns]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608
            cast("Any", zip(*values, strict=True)),
        )


def _sql(value: Any) -> str:
    """A constant as SQLite reads it; the sign of a place in the text is doubled."""
    if value is None:
        return "NULL"
    if isinstance(value, bool | int):
        return str(int(value))
    return "'{}'".format(str(value).replace("'", "''").replace("%", "%%"))


@contextmanager
def indexes_afterwards(model: type[models.Model], rows: int) -> Iterator[None]:
    """Make the indexes of a table anew behind many rows, instead of row by row.

    On SQLite, within the transaction of the caller, and only where the new rows are the
    most: sorting once is then half the work. PostgreSQL would lock everybody out.
    """
    is_worth_it = rows > _ROWS_WORTH_SORTING and rows > model._default_manager.count()
    if connection.vendor != "sqlite" or not is_worth_it:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' "
            "AND tbl_name = %s AND sql IS NOT NULL ORDER BY rowid",
            [model._meta.db_table],
        )
        indexes = cursor.fetchall()
        for name, _made in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        for _name, made in indexes:
            cursor.execute(made)


def _prepared(field: models.Field[Any, Any], value: object) -> Any:
    if value is None and (field.has_default() or not field.null):
        value = field.get_default()
    if isinstance(field, models.JSONField):
        return json.dumps(value)
    return field.get_db_prep_save(value, connection)


def _copy(statement: str, frame: pl.DataFrame, fixed: Mapping[str, Any]) -> None:
    """One stream of CSV: strings are quoted, so that empty is not null."""
    literals = [_literal(value).alias(name) for name, value in fixed.items()]
    text = frame.with_columns(literals).write_csv(
        include_header=False, quote_style="non_numeric", null_value=""
    )
    # The framework wraps its own calls only, and this is one of the driver.
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        copy.write(text)


def _literal(value: Any) -> pl.Expr:
    if value is None or isinstance(value, bool | int):
        return pl.lit(value)
    return pl.lit(str(value))


def update_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Set the fields `names` of many rows; each row ends with its primary key."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    table = connection.ops.quote_name(model._meta.db_table)
    assigned = ", ".join(
        f"{connection.ops.quote_name(str(fields[name].column))} = %s" for name in names
    )
    prepared = [
        (
            *(
                fields[name].get_db_prep_save(value, connection)
                for name, value in zip(names, row[:-1], strict=True)
            ),
            row[-1],
        )
        for row in rows
    ]
    if prepared:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET {assigned} WHERE id = %s",  # noqa: S608
                prepared,
            )
