"""Which column fills which field: proposed from the titles, changed by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wadah.apps.registry.importing.fields import (
    FIELDS,
    normalise_title,
    strong_field,
    weak_fields,
)
from wadah.apps.registry.importing.header import Column, HeaderMatch
from wadah.core.values import InvalidInput, Text, unknown_word

# Written in place of a field to leave a column aside.
IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The header with, for each column letter that is used, the field it fills."""

    header: HeaderMatch
    fields: dict[str, str]

    def column_of(self, field: str) -> Column | None:
        """The column that fills `field`, or None."""
        for column in self.header.columns:
            if self.fields.get(column.letter) == field:
                return column
        return None


def propose_mapping(header: HeaderMatch, overrides: Iterable[str] = ()) -> ColumnMap:
    """Match columns to fields by title, then apply `COLUMN=FIELD` overrides.

    COLUMN is a title or a letter; FIELD is one of `FIELDS`, or `ignore`. Raises
    `InvalidInput` for an unknown column or field and when no column holds the name.
    """
    fields: dict[str, str] = {}
    for column in header.columns:
        field = strong_field(column.title)
        if field is not None and field not in fields.values():
            fields[column.letter] = field
    for column in header.columns:
        if column.letter in fields:
            continue
        free = (f for f in weak_fields(column.title) if f not in fields.values())
        field = next(free, None)
        if field is not None:
            fields[column.letter] = field
    for override in overrides:
        _apply(header, fields, override)
    if "name" not in fields.values():
        titles = ", ".join(column.label for column in header.columns if column.title)
        raise InvalidInput(
            "map",
            "name_column_missing",
            Text(
                f"Tidak ada kolom nama usaha. Tunjukkan dengan KOLOM=name; "
                f"kolom yang ada: {titles}.",
                f"No column holds the name of the business. Point to it with "
                f"COLUMN=name; columns present: {titles}.",
            ),
        )
    return ColumnMap(header, fields)


def is_of_business(field: str) -> bool:
    """Whether a field describes the business itself, and no paper that it has."""
    return not field.startswith("certificate_")


def count_fields(mapping: ColumnMap) -> int:
    """How much of a business a table tells: the main sheet tells most of it."""
    return sum(is_of_business(field) for field in mapping.fields.values())


def _apply(header: HeaderMatch, fields: dict[str, str], override: str) -> None:
    wanted, equals, field = override.rpartition("=")
    field = field.strip()
    if not equals or not wanted.strip() or not field:
        raise InvalidInput(
            "map",
            "map_format",
            Text(
                f"“{override}” tidak terbaca. Tulis KOLOM=ISIAN, misalnya D=name.",
                f"“{override}” cannot be read. Write COLUMN=FIELD, as in D=name.",
            ),
        )
    column = _find_column(header, wanted)
    if field != IGNORE and field not in FIELDS:
        raise unknown_word("map", field, (*FIELDS, IGNORE))
    for letter in [key for key, value in fields.items() if value == field]:
        del fields[letter]
    fields.pop(column.letter, None)
    if field != IGNORE:
        fields[column.letter] = field


def _find_column(header: HeaderMatch, wanted: str) -> Column:
    title = normalise_title(wanted)
    for column in header.columns:
        if title and normalise_title(column.title) == title:
            return column
    for column in header.columns:
        if column.letter == wanted.strip().upper():
            return column
    raise unknown_word(
        "map", wanted.strip(), [c.title or c.letter for c in header.columns]
    )
