"""Writes a checked nomenclature file into the tables, set-based."""

from __future__ import annotations

from dataclasses import dataclass

from wadah.apps.reference.hs_file import HS2017, HS2022, CodeRow, HsFile, level_of
from wadah.apps.reference.index_marks import NOMENCLATURE, touch_mark
from wadah.apps.reference.models import HsCode, HsCorrelation

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Stored:
    """How many rows were new, changed, or stood there already."""

    created: int
    updated: int
    unchanged: int


def store_hs_file(found: HsFile) -> Stored:
    """Insert what is new and update what changed; call inside a transaction.

    A file writes the columns it has: the English one leaves Indonesian texts alone.
    """
    if found.correlations:
        return _store_correlations(found)
    stored = _store_codes(found)
    if stored.created or stored.updated:
        touch_mark(NOMENCLATURE)
    return stored


def _store_codes(found: HsFile) -> Stored:
    names = sorted({name for row in found.codes.values() for name, _ in row.columns})
    there = {
        values["code"]: values
        for values in HsCode.objects.filter(edition=found.edition).values(
            "code", *names
        )
    }
    new = [row for row in found.codes.values() if row.code not in there]
    changed = [
        row
        for row in found.codes.values()
        if row.code in there
        and any(there[row.code][name] != value for name, value in row.columns)
    ]
    HsCode.objects.bulk_create(
        [_make(found.edition, row) for row in new], batch_size=_BATCH
    )
    _update_codes(found.edition, changed)
    return Stored(len(new), len(changed), len(found.codes) - len(new) - len(changed))


def _make(edition: str, row: CodeRow) -> HsCode:
    return HsCode(
        edition=edition, code=row.code, level=level_of(row.code), **dict(row.columns)
    )


def _update_codes(edition: str, changed: list[CodeRow]) -> None:
    # Rows of one file may speak of different columns: one statement for each set.
    by_columns: dict[tuple[str, ...], list[CodeRow]] = {}
    for row in changed:
        names = tuple(name for name, _ in row.columns)
        by_columns.setdefault(names, []).append(row)
    for names, rows in by_columns.items():
        HsCode.objects.bulk_create(
            [_make(edition, row) for row in rows],
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["edition", "code"],
            update_fields=list(names),
        )


def _store_correlations(found: HsFile) -> Stored:
    there = {
        (row.from_code, row.to_code): (row.relationship, row.is_main)
        for row in HsCorrelation.objects.filter(from_edition=HS2022, to_edition=HS2017)
    }
    wanted = [
        HsCorrelation(
            from_edition=HS2022,
            from_code=row.from_code,
            to_edition=HS2017,
            to_code=row.to_code,
            relationship=row.relationship,
            is_main=row.is_main,
        )
        for row in found.correlations
    ]
    new = [row for row in wanted if (row.from_code, row.to_code) not in there]
    changed = [
        row
        for row in wanted
        if there.get((row.from_code, row.to_code), (row.relationship, row.is_main))
        != (row.relationship, row.is_main)
    ]
    HsCorrelation.objects.bulk_create(
        new + changed,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["from_edition", "from_code", "to_edition", "to_code"],
        update_fields=["relationship", "is_main"],
    )
    return Stored(len(new), len(changed), len(wanted) - len(new) - len(changed))
