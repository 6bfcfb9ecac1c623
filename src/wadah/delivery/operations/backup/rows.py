"""Rows of a table as lines of text that are the same on every kind of database.

Values pass as the database holds them: what is encrypted stays encrypted. A line is a
JSON list in the order of the names of the columns.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model

# Python writes numbers from here on with an exponent, PostgreSQL without.
EXPONENT_FROM = 1e16
FETCH_ROWS = 2000
MODULUS = 1 << 256

Converter = Callable[[Any, Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the kind of its values, how the database gives them."""

    name: str
    kind: str
    field: Field[Any, Any]
    col: Any
    converters: tuple[Converter, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table by the model of the state of the migrations that the database is in."""

    name: str
    columns: tuple[Column, ...]
    key: str
    has_sequence: bool


def make_table(model: type[Model], database: BaseDatabaseWrapper) -> Table:
    meta = model._meta
    fields = sorted(meta.concrete_fields, key=lambda field: str(field.column))
    key = meta.pk
    return Table(
        name=meta.db_table,
        columns=tuple(_column(field, meta.db_table, database) for field in fields),
        key=str(key.column),
        has_sequence=key.get_internal_type() in _COUNTED,
    )


_COUNTED = {"AutoField", "BigAutoField", "SmallAutoField"}


def _column(field: Any, table: str, database: BaseDatabaseWrapper) -> Column:
    col = field.get_col(table)
    source = col.output_field
    return Column(
        name=str(field.column),
        kind=_KINDS.get(source.get_internal_type(), "plain"),
        field=source,
        col=col,
        # Only those of the database: the field's own would decrypt.
        converters=tuple(database.ops.get_db_converters(col)),
    )


_KINDS = {
    "BinaryField": "binary",
    "DateField": "date",
    "DateTimeField": "datetime",
    "DecimalField": "decimal",
    "DurationField": "duration",
    "JSONField": "json",
    "TimeField": "time",
    "UUIDField": "uuid",
}


def read_rows(database: BaseDatabaseWrapper, table: Table) -> Iterator[list[Any]]:
    """Every row as values that JSON can hold, in the order of the key."""
    quote = database.ops.quote_name
    names = ", ".join(quote(column.name) for column in table.columns)
    query = f"SELECT {names} FROM {quote(table.name)} ORDER BY {quote(table.key)}"  # noqa: S608  names of our models
    with database.chunked_cursor() as cursor:
        cursor.execute(query)
        while batch := cursor.fetchmany(FETCH_ROWS):
            for row in batch:
                yield [
                    None if value is None else _out(value, column, database)
                    for value, column in zip(row, table.columns, strict=True)
                ]


def _out(value: Any, column: Column, database: BaseDatabaseWrapper) -> Any:
    for convert in column.converters:
        value = convert(value, column.col, database)
    writer = _OUT.get(column.kind)
    return writer(value) if writer else value


def _out_json(value: Any) -> list[Any]:
    # In a list of one: the null of JSON is something else than that of the database.
    document = json.loads(value) if isinstance(value, str | bytes) else value
    return [_plain_numbers(document)]


def _plain_numbers(value: Any) -> Any:
    if isinstance(value, float) and abs(value) >= EXPONENT_FROM:
        return int(value)
    if isinstance(value, dict):
        return {name: _plain_numbers(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain_numbers(part) for part in value]
    return value


def _out_datetime(value: datetime) -> str:
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds")


_OUT: dict[str, Callable[[Any], Any]] = {
    "binary": lambda value: base64.b64encode(bytes(value)).decode(),
    "date": lambda value: value.isoformat(),
    "datetime": _out_datetime,
    "decimal": lambda value: format(value, "f"),
    "duration": lambda value: value // timedelta(microseconds=1),
    "json": _out_json,
    "time": lambda value: value.isoformat(timespec="microseconds"),
    "uuid": str,
}


def as_line(row: Sequence[Any]) -> bytes:
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


class Checksum:
    """The sum of the sha256 of all lines: it does not hang on the order of rows.

    Databases sort texts differently, so the order of the lines proves nothing.
    """

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, line: bytes) -> None:
        digest = hashlib.sha256(line).digest()
        self._sum = (self._sum + int.from_bytes(digest, "big")) % MODULUS
        self.rows += 1

    def hexdigest(self) -> str:
        return f"{self._sum:064x}"


def sum_table(database: BaseDatabaseWrapper, table: Table) -> Checksum:
    """The checksum of what the database holds now."""
    total = Checksum()
    for row in read_rows(database, table):
        total.add(as_line(row))
    return total


def parse_lines(
    lines: Iterable[bytes], table: Table, database: BaseDatabaseWrapper
) -> Iterator[list[Any]]:
    """Rows as the database takes them.

    Raises `ValueError` when a line is no row of this table.
    """
    readers = [_reader(column, database) for column in table.columns]
    for line in lines:
        row = json.loads(line)
        yield [
            None if value is None else read(value)
            for value, read in zip(row, readers, strict=True)
        ]


def _reader(column: Column, database: BaseDatabaseWrapper) -> Callable[[Any], Any]:
    ops, field = database.ops, column.field
    native_uuid = database.features.has_native_uuid_field

    def decimal(value: str) -> Any:
        digits: Any = field
        return ops.adapt_decimalfield_value(
            Decimal(value), digits.max_digits, digits.decimal_places
        )

    readers: dict[str, Callable[[Any], Any]] = {
        "binary": lambda value: base64.b64decode(value),
        "date": lambda value: ops.adapt_datefield_value(date.fromisoformat(value)),
        "datetime": lambda value: ops.adapt_datetimefield_value(
            datetime.fromisoformat(value)
        ),
        "decimal": decimal,
        "duration": lambda value: (
            timedelta(microseconds=value)
            if database.features.has_native_duration_field
            else value
        ),
        "json": lambda value: ops.adapt_json_value(value[0], None),
        "time": lambda value: ops.adapt_timefield_value(time.fromisoformat(value)),
        "uuid": lambda value: UUID(value) if native_uuid else UUID(value).hex,
    }
    return readers.get(column.kind, lambda value: value)
