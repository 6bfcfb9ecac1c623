"""Finds the columns of a kind in a file, and gives its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wadah.apps.registry.importing.fields import normalise_title
from wadah.apps.registry.importing.reading import read_tables
from wadah.apps.registry.importing.table import RawRow, RawTable, column_letter
from wadah.apps.registry.row_import.cells import Cell
from wadah.apps.registry.row_import.kind import ImportColumn, ImportKind
from wadah.core.values import InvalidInput, Text, unknown_word

ROWS_SEARCHED = 60
_IGNORE = "ignore"
# The first cell of the example row of a workbook begins so; the row is skipped.
EXAMPLE = "* contoh"


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """A table whose titles were found: field -> position, and the rows beneath."""

    table: RawTable
    places: Mapping[str, int]
    titles: tuple[str, ...]
    rows: tuple[RawRow, ...]

    def label(self, field: str) -> str:
        """Letter and title of the column of a field; empty where it has none."""
        place = self.places.get(field)
        if place is None:
            return ""
        return f"{column_letter(place)} {self.titles[place]}".strip()

    def cell(self, row: RawRow, field: str) -> Cell:
        place = self.places[field]
        return Cell(row.cell(place), place in row.numeric)

    @property
    def ignored(self) -> tuple[str, ...]:
        """Titles that no column of the kind has."""
        used = set(self.places.values())
        return tuple(
            title
            for place, title in enumerate(self.titles)
            if title and place not in used
        )


def find_sheet(
    kind: ImportKind, path: str, sheet: str | None, overrides: Iterable[str] = ()
) -> FoundSheet:
    """The table of the file that holds most columns of the kind.

    Raises `InvalidInput` for a file that cannot be read, that has no row of titles or
    lacks a required column, and for an override that names no column or field.
    """
    tables = _chosen(read_tables(path), sheet)
    found = max(
        (_best_header(kind, table) for table in tables), key=lambda one: one.known
    )
    changes = _read_overrides(kind, overrides, found.titles)
    if found.known < min(2, len(kind.columns)) and not changes:
        raise InvalidInput("file", "header_not_found", _no_header(kind))
    places = {**found.places}
    for place, field in changes.items():
        places = {name: at for name, at in places.items() if at != place}
        if field != _IGNORE:
            places[field] = place
    for column in kind.columns:
        if column.is_required and column.field not in places:
            raise InvalidInput(column.field, "column_missing", _no_column(column))
    rows = found.table.rows[found.at + 1 :]
    return FoundSheet(found.table, places, found.titles, rows)


@dataclass(frozen=True, slots=True)
class _Header:
    table: RawTable
    at: int
    titles: tuple[str, ...]
    places: dict[str, int]

    @property
    def known(self) -> int:
        return len(self.places)


def _chosen(tables: tuple[RawTable, ...], sheet: str | None) -> list[RawTable]:
    if sheet is None:
        return list(tables)
    wanted = sheet.strip().casefold()
    found = [one for one in tables if one.sheet.strip().casefold() == wanted]
    if not found:
        raise unknown_word("sheet", sheet, [one.sheet for one in tables])
    return found


def _best_header(kind: ImportKind, table: RawTable) -> _Header:
    known = {title: one.field for one in kind.columns for title in one.titles()}
    best = _Header(table, -1, (), {})
    for at, row in enumerate(table.rows[:ROWS_SEARCHED]):
        places: dict[str, int] = {}
        for place, cell in enumerate(row.cells):
            field = known.get(normalise_title(cell))
            if field is not None:
                places.setdefault(field, place)
        if len(places) > best.known:
            titles = tuple(" ".join(cell.split()) for cell in row.cells)
            best = _Header(table, at, titles, places)
    return best


def _read_overrides(
    kind: ImportKind, overrides: Iterable[str], titles: tuple[str, ...]
) -> dict[int, str]:
    fields = [one.field for one in kind.columns]
    changes: dict[int, str] = {}
    for override in overrides:
        name, sign, field = override.rpartition("=")
        if not sign:
            raise InvalidInput("map", "map_format", _MAP_FORMAT)
        if field not in (*fields, _IGNORE):
            raise unknown_word("map", field, [*fields, _IGNORE])
        changes[_place_of(name.strip(), titles)] = field
    return changes


def _place_of(name: str, titles: tuple[str, ...]) -> int:
    wanted = normalise_title(name)
    for place, title in enumerate(titles):
        if wanted and normalise_title(title) == wanted:
            return place
    for place in range(len(titles)):
        if column_letter(place) == name.upper():
            return place
    raise unknown_word("map", name, [title for title in titles if title])


def _no_header(kind: ImportKind) -> Text:
    some = ", ".join(one.title for one in kind.columns[:6])
    return Text(
        f"Baris judul kolom tidak ditemukan. Pakai `wadah template {kind.name}`, atau "
        f"tulis judul seperti: {some}.",
        f"No row of column titles was found. Use `wadah template {kind.name}`, or "
        f"write titles such as: {some}.",
    )


def _no_column(column: ImportColumn) -> Text:
    return Text(
        f"Kolom “{column.title}” tidak ada. Tambahkan, atau tunjukkan dengan --map "
        f"KOLOM={column.field}.",
        f"There is no column “{column.title}” ({column.english}). Add it, or show it "
        f"with --map COLUMN={column.field}.",
    )


_MAP_FORMAT = Text(
    "Tulis KOLOM=FIELD, misalnya --map D=quantity_kg.",
    "Write COLUMN=FIELD, such as --map D=quantity_kg.",
)
