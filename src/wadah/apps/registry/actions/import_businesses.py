"""A list of businesses enters the register: whole or not at all.

A row of the list and a record belong together by the key of the list and the key of
the row. The list is the source of its own fields: a row that changed overwrites them.
Two kinds of record are in somebody's hands, and there the list only fills what is
empty and names what differs (IMP-16): those that an owner has claimed, and those
changed after the list last wrote them. A list that is known in another form, exported
or cleaned by hand, overwrites nothing. A record that left the list stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from django.db import IntegrityError, transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.reference.data_files import read_thesaurus
from wadah.apps.reference.models import ProductFamily, Region
from wadah.apps.registry.counting import MOST_BY_KEY, keep_counts, recount
from wadah.apps.registry.importing.erased import leave_out_erased
from wadah.apps.registry.importing.listfile import ListFile, read_list
from wadah.apps.registry.importing.places import Place, PlaceFinder
from wadah.apps.registry.importing.plan import (
    Plan,
    count_without_region,
    make_plan,
)
from wadah.apps.registry.importing.problems import RowProblem
from wadah.apps.registry.importing.record import Knowledge, make_records
from wadah.apps.registry.importing.storing import (
    store_beside,
    store_consents,
    store_created,
    store_problems,
    store_updates,
)
from wadah.apps.registry.models import Business, ImportBatch
from wadah.apps.registry.queries.business import visible_businesses
from wadah.core.language import family_of_activity
from wadah.core.values import InvalidInput, Text

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What a loading did, or would do; `batch_id` is None when nothing was stored."""

    rows: int
    created: int
    updated: int
    unchanged: int
    possible_duplicates: int
    refused: int
    not_businesses: int
    businesses_total: int
    without_region: int
    batch_id: int | None
    problems: tuple[RowProblem, ...]
    # Where the list says otherwise than a record, for an officer to decide.
    differences: int = 0

    def counts(self) -> dict[str, int]:
        """The numbers that are kept with the batch."""
        return {
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "possible_duplicates": self.possible_duplicates,
            "refused": self.refused,
            "not_businesses": self.not_businesses,
            "without_region": self.without_region,
            "differences": self.differences,
        }


def import_businesses(
    *,
    actor: Actor,
    path: Path | str,
    sheet: str | None = None,
    overrides: Iterable[str] = (),
    list_name: str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportOutcome:
    """Load a list, or with `dry_run` tell what loading it would do.

    `progress` is told the phase (`reading`, `cleaning`, `comparing`, `writing`), the
    rows done and all rows. Loading the same list again changes nothing. Raises `Absent`
    for an actor who loads no lists and `InvalidInput` for a file that cannot be read.
    """
    actor.must_reach(Subject.IMPORTS, Reach.OWN, Reach.ALL)
    tell = progress or _tell_nobody
    tell("reading", 0, 0)
    # Reading takes most of the time; the database is not kept waiting for it.
    found = read_list(
        path,
        sheet=sheet,
        overrides=overrides,
        list_name=list_name,
        organisation_id=actor.organisation_id,
    )
    rows = found.staging.rows_read
    tell("cleaning", rows, rows)
    records = make_records(found.staging, _knowledge())
    found, records = leave_out_erased(found, records)
    work = _Work(actor, found, records, list_name is not None, tell)
    if dry_run:
        with transaction.atomic():
            plan = work.plan()
        return work.outcome(plan, None)
    try:
        return work.store()
    except IntegrityError as error:
        if "list_key" in str(error) or "business_once_a_list" in str(error):
            raise InvalidInput("file", "list_being_loaded", _AT_ONCE) from error
        raise


def _tell_nobody(phase: str, done: int, all_rows: int) -> None:
    """Nobody waits."""


def _knowledge() -> Knowledge:
    """What is known of regions and families; two queries whatever the length."""
    regions = Region.objects.values_list("pk", "name", "kind")
    families = set(ProductFamily.objects.values_list("pk", flat=True))
    thesaurus = read_thesaurus()

    def family_of(text: str) -> str | None:
        hit = family_of_activity(text, thesaurus)
        return hit.family if hit is not None and hit.family in families else None

    return Knowledge(PlaceFinder(Place(*region) for region in regions), family_of)


@dataclass(frozen=True, slots=True)
class _Work:
    """One loading on its way into the register."""

    actor: Actor
    found: ListFile
    records: pl.DataFrame
    is_named: bool
    tell: Progress

    def plan(self) -> Plan:
        self.tell("comparing", 0, len(self.records))
        return make_plan(
            self.found, self.records, self.actor.organisation_id, self.is_named
        )

    @transaction.atomic
    def store(self) -> ImportOutcome:
        plan = self.plan()
        known = None if plan.changes_something else _find_same_loading(self.found, plan)
        if known is not None:
            return self.outcome(plan, known.pk)
        batch = _create_batch(self.actor, self.found, plan)
        self._write(batch, plan)
        outcome = self.outcome(plan, batch.pk)
        batch.counts = outcome.counts()
        # Whatever is changed after this moment was changed by hand.
        batch.loaded_at = timezone.now()
        batch.save(update_fields=["counts", "loaded_at"])
        write_audit_row(
            actor=self.actor,
            verb="businesses.imported",
            target=batch,
            after={
                "file": batch.file_name,
                "sheet": batch.sheet,
                "sha256": batch.file_sha256,
                **batch.counts,
            },
        )
        return outcome

    def _write(self, batch: ImportBatch, plan: Plan) -> None:
        self.tell("writing", 0, len(plan.created) + len(plan.updates))
        keys = [update.business.pk for update in plan.updates]
        if len(plan.created) + len(keys) > MOST_BY_KEY:
            self._write_businesses(batch, plan)
            recount()
        else:
            with keep_counts(*keys) as touched:
                self._write_businesses(batch, plan)
                touched += Business.objects.filter(batch=batch).values_list(
                    "pk", flat=True
                )
        store_beside(batch, self.found, plan)
        store_problems(batch, [*self.found.staging.problems, *plan.problems])
        self.tell("writing", len(self.records), len(self.records))

    def _write_businesses(self, batch: ImportBatch, plan: Plan) -> None:
        now = timezone.now()
        store_created(batch, plan, now)
        store_consents(self.actor, batch)
        store_updates(batch, plan.updates, now)

    def outcome(self, plan: Plan, batch_id: int | None) -> ImportOutcome:
        staging = self.found.staging
        return ImportOutcome(
            rows=staging.rows_read,
            created=len(plan.created),
            updated=len(plan.updates),
            unchanged=plan.unchanged,
            possible_duplicates=staging.possible_duplicates,
            refused=staging.refused,
            not_businesses=staging.not_businesses,
            businesses_total=visible_businesses(self.actor).count(),
            without_region=count_without_region(self.records),
            batch_id=batch_id,
            problems=(*staging.problems, *plan.problems),
            differences=len(plan.differences),
        )


def _find_same_loading(found: ListFile, plan: Plan) -> ImportBatch | None:
    """The batch that loaded this very file in this very way."""
    return ImportBatch.objects.filter(
        list_key=plan.list_key,
        file_sha256=found.sha256,
        sheet=found.table.sheet,
        undone_at=None,
        mapping=_mapping_document(found),
    ).first()


def _mapping_document(found: ListFile) -> dict[str, str]:
    columns = found.mapping.header.columns
    fields = found.mapping.fields
    return {
        column.label: fields[column.letter]
        for column in columns
        if column.letter in fields
    }


def _create_batch(actor: Actor, found: ListFile, plan: Plan) -> ImportBatch:
    return ImportBatch.objects.create(
        organisation_id=actor.organisation_id,
        loaded_by_id=actor.user_id,
        file_name=found.table.file_name[-255:],
        file_sha256=found.sha256,
        sheet=found.table.sheet,
        list_key=plan.list_key,
        mapping=_mapping_document(found),
    )


_AT_ONCE = Text(
    "Daftar yang sama sedang dimuat orang lain. Tunggu sebentar, lalu muat lagi.",
    "Somebody is loading the same list. Wait a moment, then load it again.",
)
