"""Loads a list of one kind of rows: whole, row by row by the actions of its kind."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.importing.table import RawRow
from wadah.apps.registry.models import RowImport
from wadah.apps.registry.row_import.kind import ImportKind
from wadah.apps.registry.row_import.sheet import EXAMPLE, FoundSheet, find_sheet
from wadah.apps.registry.typed_values import check_length
from wadah.core.values import InvalidInput, Text

Progress = Callable[[str, int, int], None]
_TELL_EVERY = 500


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """A row that was not kept: where, which field, which rule, how to mend it."""

    row: int
    column: str
    field: str
    rule: str
    message: Text
    cell: str


@dataclass(frozen=True, slots=True)
class RowsOutcome:
    """What a loading did, or would do."""

    kind: str
    rows: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    refusals: tuple[RowRefusal, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    loading_id: int | None = None


def import_rows(
    *, actor: Actor, kind: ImportKind, path: str, sheet: str | None = None,
    overrides: Iterable[str] = (), dry_run: bool = False,
    progress: Progress | None = None,
) -> RowsOutcome:  # fmt: skip
    """Keep every row that can be kept, in one transaction; `dry_run` keeps none.

    A refused row leaves nothing behind. Raises `Absent` for whoever may not enter
    records of others, `InvalidInput` for a file that cannot be read.
    """
    actor.must_reach(Subject.OTHER_BUSINESS, Reach.ALL, Reach.CONSENTED)
    tell = progress or _tell_nobody
    tell("reading", 0, 0)
    found = find_sheet(kind, path, sheet, overrides)
    work = _Work(actor, kind, found, tell)
    with transaction.atomic():
        outcome = work.run()
        if dry_run:
            transaction.set_rollback(True)
            return outcome
        return work.store(outcome, path)


@dataclass(slots=True)
class _Work:
    """One loading on its way."""

    actor: Actor
    kind: ImportKind
    found: FoundSheet
    tell: Progress
    counts: Counter[str] = field(default_factory=Counter)
    refusals: list[RowRefusal] = field(default_factory=list)

    def run(self) -> RowsOutcome:
        keep = self.kind.keeper(self.actor)
        rows = self.found.rows
        for number, row in enumerate(rows, 1):
            if row.is_blank or _is_example(row):
                self.counts["skipped"] += 1
                continue
            try:
                values = self._read(row)
                with transaction.atomic():
                    self.counts[keep(values)] += 1
            except InvalidInput as error:
                self._refuse(row, error)
            except Refused as error:
                rule = error.rule
                self._refuse(row, InvalidInput("", rule.code, rule.sentence))
            except Absent:
                self._refuse(row, InvalidInput("", "absent", _ABSENT))
            if number % _TELL_EVERY == 0:
                self.tell("writing", number, len(rows))
        return self._outcome()

    def store(self, outcome: RowsOutcome, path: str) -> RowsOutcome:
        """One line in the book of loadings and one audit row for the whole."""
        counts = {
            "created": outcome.created, "updated": outcome.updated,
            "unchanged": outcome.unchanged, "refused": len(outcome.refusals),
        }  # fmt: skip
        loading = RowImport.objects.create(
            kind=self.kind.name,
            organisation_id=self.actor.organisation_id,
            loaded_by_id=self.actor.user_id,
            file_name=self.found.table.file_name[:255],
            file_sha256=hashlib.sha256(Path(path).read_bytes()).hexdigest(),
            counts=counts,
        )
        write_audit_row(
            actor=self.actor,
            verb="rows.imported",
            target=loading,
            after={"kind": self.kind.name, "file": loading.file_name, **counts},
        )
        return replace(outcome, loading_id=loading.pk)

    def _read(self, row: RawRow) -> dict[str, object]:
        """The filled cells of the row. Raises `InvalidInput` for the first bad one."""
        values: dict[str, object] = {}
        for column in self.kind.columns:
            if column.field not in self.found.places:
                continue
            cell = self.found.cell(row, column.field)
            if cell.text.strip():
                value = column.read(cell, column.field)
                if isinstance(value, str):
                    check_length(column.field, value, column.longest)
                values[column.field] = value
            elif column.is_required:
                raise InvalidInput(column.field, "required", _REQUIRED)
        return values

    def _refuse(self, row: RawRow, error: InvalidInput) -> None:
        column = self.kind.column(error.field)
        place = self.found.places.get(column.field) if column else None
        self.refusals.append(
            RowRefusal(
                row=row.number,
                column=self.found.label(column.field) if column else "",
                field=error.field,
                rule=error.rule,
                message=error.message,
                cell=row.cell(place) if place is not None else "",
            )
        )

    def _outcome(self) -> RowsOutcome:
        return RowsOutcome(
            kind=self.kind.name,
            rows=len(self.found.rows) - self.counts["skipped"],
            created=self.counts["created"],
            updated=self.counts["updated"],
            unchanged=self.counts["unchanged"],
            skipped=self.counts["skipped"],
            refusals=tuple(self.refusals),
            ignored_columns=self.found.ignored,
        )


def _is_example(row: RawRow) -> bool:
    return row.cell(0).strip().casefold().startswith(EXAMPLE)


def _tell_nobody(phase: str, done: int, all_rows: int) -> None:
    """Nobody waits."""


_REQUIRED = Text("Isi kolom ini.", "Fill in this cell.")
_ABSENT = Text(
    "Catatan ini tidak ada atau bukan hak Anda untuk mengubahnya.",
    "This record is not there, or not yours to change.",
)
