"""Leaves out of a list what was erased when its owner asked for it.

Of an erased business only keyed hashes of its name with owner and village, of its name
or owner with the telephone number, and of its NIB are kept. A row that bears one of
them is refused; by hand, with the owner beside him, an officer may enter it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

import polars as pl

from wadah.apps.accounts.fields import fingerprints
from wadah.apps.registry.importing.cells import match_keys
from wadah.apps.registry.importing.listfile import ListFile
from wadah.apps.registry.importing.problems import ERASED_ON_REQUEST, problem
from wadah.apps.registry.importing.staged import Staging
from wadah.apps.registry.models import Business, ErasedRecord

NAMED_BY = ("name", "owner_name", "village", "phone", "nib_fingerprint")
# What names a business well enough, each with the fields that must be filled.
_TOGETHER = (("name", "owner_name", "village"), ("name", "phone"),
             ("owner_name", "phone"))  # fmt: skip
T = TypeVar("T")


def remember_erased(businesses: Iterable[Business], day: date) -> None:
    """Keep the marks of businesses that are about to be emptied."""
    rows = [{name: getattr(row, name) for name in NAMED_BY} for row in businesses]
    if not rows:
        return
    frame = pl.DataFrame(rows, schema=dict.fromkeys(NAMED_BY, pl.String))
    marks = {mark for column in _marks(frame) for mark in column if mark}
    ErasedRecord.objects.bulk_create(
        [ErasedRecord(mark=mark, erased_on=day) for mark in sorted(marks)],
        ignore_conflicts=True,
    )


def leave_out_erased(
    found: ListFile, records: pl.DataFrame
) -> tuple[ListFile, pl.DataFrame]:
    """The list without the rows that bear a mark; each is told, without its cells."""
    erased = set(ErasedRecord.objects.values_list("mark", flat=True))
    if not erased:
        return found, records
    columns = _marks(records)
    gone = {
        at
        for at, marks in enumerate(zip(*columns, strict=True))
        if not erased.isdisjoint(marks)
    }
    if not gone:
        return found, records
    kept = [at for at in range(len(records)) if at not in gone]
    return replace(found, staging=_without(found.staging, gone, kept)), records[kept]


def _marks(frame: pl.DataFrame) -> list[list[str]]:
    """For each way of naming a business the mark of every row, or empty."""
    columns = [
        fingerprints(
            key if is_told else ""
            for key, is_told in zip(
                match_keys(*(frame[name] for name in names)).to_list(),
                frame.select(
                    pl.all_horizontal(pl.col(name) != "" for name in names)
                ).to_series(),
                strict=True,
            )
        )
        for names in _TOGETHER
    ]
    return [*columns, frame["nib_fingerprint"].to_list()]


def _without(staging: Staging, gone: set[int], kept: list[int]) -> Staging:
    rows, keys = staging.frame["row"].to_list(), staging.frame["source_key"].to_list()
    lost_rows, lost_keys = {rows[at] for at in gone}, {keys[at] for at in gone}
    place = {old: new for new, old in enumerate(kept)}
    twin = pl.col("possible_duplicate_of")
    frame = staging.frame[kept].with_columns(
        pl.when(twin.is_in(sorted(lost_keys))).then(pl.lit("")).otherwise(twin)
        .alias("possible_duplicate_of")
    )  # fmt: skip
    # What was wrong with such a row would keep its cells.
    problems = [told for told in staging.problems if told.row not in lost_rows]
    problems += [problem(ERASED_ON_REQUEST, row, None, "") for row in lost_rows]
    return replace(
        staging,
        frame=frame,
        further=_moved(staging.further, place),
        certificates=_moved(staging.certificates, place),
        problems=tuple(sorted(problems, key=lambda told: told.row)),
        differences=tuple(
            replace(told, position=place[told.position])
            for told in staging.differences
            if told.position in place
        ),
    )


def _moved(by_position: Mapping[int, T], place: Mapping[int, int]) -> dict[int, T]:
    return {place[at]: value for at, value in by_position.items() if at in place}
