"""The sheets of a workbook as one list: the same firms in several sheets are one.

The sheet with the best header is the list. Another sheet with the same columns repeats
its firms, adds some, or says more of them: what it adds is taken, what it says
otherwise is kept as a difference for an officer to decide.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from wadah.apps.registry.importing.columns import ColumnTable, columns_of
from wadah.apps.registry.importing.csv_columns import read_regular_csv
from wadah.apps.registry.importing.header import ROWS_SEARCHED, find_header
from wadah.apps.registry.importing.identity import list_key
from wadah.apps.registry.importing.mapping import (
    ColumnMap,
    count_fields,
    is_of_business,
    propose_mapping,
)
from wadah.apps.registry.importing.pairing import COMPARED, Pairing, pair_rows
from wadah.apps.registry.importing.reading import (
    is_workbook,
    open_csv,
    read_table,
    read_tables,
)
from wadah.apps.registry.importing.staged import (
    StagedCertificate,
    StagedDifference,
    Staging,
)
from wadah.apps.registry.importing.staging import Draft, draft_rows, finish
from wadah.apps.registry.importing.tablekinds import refuse_counts
from wadah.core.values import InvalidInput

# A sheet belongs to the list when it fills this share of the fields that the list does.
_FIELDS_IN_COMMON = 0.6
# A header has two rows at most, and one of column numbers.
HEAD_ROWS = ROWS_SEARCHED + 3


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheet that is the list, and the others of its workbook."""

    main: ColumnTable
    others: tuple[ColumnTable, ...] = ()


def read_sheets(path: Path | str, sheet: str | None) -> Sheets:
    """Read a file; with `sheet` that one only.

    Raises `InvalidInput` that says what is wrong with the file.
    """
    path = Path(path)
    if not is_workbook(path):
        if sheet is None:
            text, delimiter = open_csv(path)
            table = read_regular_csv(text, delimiter, path.name)
            if table is not None:
                return Sheets(table)
        return Sheets(columns_of(read_table(path, sheet)))
    if sheet is not None:
        return Sheets(columns_of(read_table(path, sheet)))
    tables = [columns_of(table) for table in read_tables(path)]
    best = max(tables, key=lambda table: (_fields_known(table), len(table)))
    return Sheets(best, tuple(table for table in tables if table is not best))


def map_columns(table: ColumnTable, overrides: Iterable[str] = ()) -> ColumnMap:
    """The columns of a table by the fields that they fill.

    Raises `InvalidInput` when it has no header or no names, and says what the table is
    where it holds counts.
    """
    head = table.head(HEAD_ROWS)
    if all(row.is_blank for row in head.rows):
        head = table.head(len(table))
    try:
        return propose_mapping(find_header(head), overrides)
    except InvalidInput as refusal:
        if refusal.rule in ("header_not_found", "name_column_missing"):
            refuse_counts(table)
        raise


def stage_sheets(
    sheets: Sheets, overrides: Sequence[str], named_key: str | None
) -> tuple[ColumnMap, Staging]:
    """Stage the list, joined with the other sheets of its workbook."""
    main = sheets.main
    mapping = map_columns(main, overrides)
    draft = draft_rows(main, mapping)
    differences: list[StagedDifference] = []
    for other in sheets.others:
        other_mapping = _belongs(other, mapping, overrides)
        if other_mapping is not None:
            joined = draft_rows(other, other_mapping)
            draft, found = _join(draft, joined, other.sheet)
            differences += found
    key = named_key or list_key(main.file_name, main.sheet, mapping.header)
    staging = finish(draft, mapping, key)
    return mapping, replace(staging, differences=_once(differences))


def _fields_known(table: ColumnTable) -> int:
    try:
        return count_fields(map_columns(table))
    except InvalidInput:
        return 0


def _belongs(
    table: ColumnTable, main: ColumnMap, overrides: Sequence[str]
) -> ColumnMap | None:
    """How a sheet is read when it holds rows of the list; None when it does not."""
    try:
        mapping = propose_mapping(find_header(table.head(HEAD_ROWS)))
    except InvalidInput:
        return None
    # A column that is named by hand need not stand in every sheet.
    with contextlib.suppress(InvalidInput):
        mapping = propose_mapping(mapping.header, overrides)
    wanted = {name for name in main.fields.values() if is_of_business(name)}
    common = wanted & set(mapping.fields.values())
    return mapping if len(common) >= _FIELDS_IN_COMMON * len(wanted) else None


def _join(
    draft: Draft, other: Draft, sheet: str
) -> tuple[Draft, list[StagedDifference]]:
    pairing = pair_rows(draft.frame, other.frame)
    frame, differences = _fill_and_compare(draft.frame, other, pairing, sheet)
    certificates = dict(draft.certificates)
    for at, stated in other.certificates.items():
        mine = pairing.partner.get(at)
        if mine is not None:
            certificates[mine] = _all_stated(certificates.get(mine, ()), stated, sheet)
    new = [at for at in range(len(other.frame)) if at not in pairing.partner]
    start = len(frame)
    if new:
        frame = pl.concat([frame, other.frame[new]])
    further = dict(draft.further)
    for place, at in enumerate(new, start):
        if at in other.further:
            further[place] = other.further[at]
        if at in other.certificates:
            certificates[place] = _all_stated((), other.certificates[at], sheet)
    rows = set(other.frame[new]["row"]) if new else set()
    problems = [
        replace(found, column_title=f"{found.column_title} ({sheet})")
        for found in other.problems
        if found.row in rows
    ]
    joined = replace(
        draft,
        frame=frame,
        further=further,
        certificates=certificates,
        problems=(*draft.problems, *problems),
    )
    return joined, differences


def _all_stated(
    known: tuple[StagedCertificate, ...],
    stated: tuple[StagedCertificate, ...],
    sheet: str,
) -> tuple[StagedCertificate, ...]:
    seen = {(one.kind, one.stated) for one in known}
    return (
        *known,
        *(
            replace(one, sheet=sheet)
            for one in stated
            if (one.kind, one.stated) not in seen
        ),
    )


def _fill_and_compare(
    frame: pl.DataFrame, other: Draft, pairing: Pairing, sheet: str
) -> tuple[pl.DataFrame, list[StagedDifference]]:
    """Take what the list leaves open; note what the sheet says otherwise."""
    differences: list[StagedDifference] = []
    filled: dict[int, dict[str, Any]] = {}
    mine = frame.to_dicts() if pairing.partner else []
    theirs = other.frame.to_dicts() if pairing.partner else []
    for at, place in pairing.partner.items():
        for field in COMPARED:
            kept, offered = mine[place][field], theirs[at][field]
            if offered in ("", None) or not pairing.differs(
                field, mine[place], theirs[at]
            ):
                continue
            if kept in ("", None):
                filled.setdefault(place, {})[field] = offered
            else:
                differences.append(
                    StagedDifference(
                        place, field, sheet, theirs[at]["row"], str(kept), str(offered)
                    )
                )
        for stated in other.certificates.get(at, ()):
            filled.setdefault(place, {})[stated.kind] = stated.stated
    return _with_filled(frame, filled, sheet), differences


def _with_filled(
    frame: pl.DataFrame, filled: dict[int, dict[str, Any]], sheet: str
) -> pl.DataFrame:
    if not filled:
        return frame
    places = sorted(filled)
    originals = []
    for place in places:
        cells = json.loads(frame["original"][place])
        cells.setdefault("sheets", {})[sheet] = filled[place]
        originals.append(json.dumps(cells, ensure_ascii=False))
    columns = [frame["original"].scatter(places, originals)]
    for field in COMPARED:
        rows = [place for place in places if field in filled[place]]
        if rows:
            values = [filled[place][field] for place in rows]
            columns.append(
                frame[field].scatter(rows, pl.Series(values, dtype=frame[field].dtype))
            )
    return frame.with_columns(columns)


def _once(differences: Sequence[StagedDifference]) -> tuple[StagedDifference, ...]:
    """Two sheets that say the same otherwise say it once."""
    first: dict[tuple[int, str, str], StagedDifference] = {}
    for found in differences:
        first.setdefault((found.position, found.field, found.offered), found)
    return tuple(first.values())
