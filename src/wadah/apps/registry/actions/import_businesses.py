"""A list of businesses enters the register: whole or not at all.

A row of the list and a record belong together by the key of the list and the key of
the row. The list is the source of its own fields: a row that changed overwrites them.
Two kinds of record are in somebody's hands, and there the list only fills what is
empty and names what differs (IMP-16): those that an owner has claimed, and those
changed after the list last wrote them. A record that left the list stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.fields import mask
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.registry.importing.listfile import ListFile, read_list
from wadah.apps.registry.importing.plan import (
    Plan,
    count_without_region,
    make_plan,
    make_records,
)
from wadah.apps.registry.importing.problems import (
    NIB_FORMAT,
    NPWP_FORMAT,
    RowProblem,
)
from wadah.apps.registry.importing.record import (
    LIST_FIELDS,
    Values,
)
from wadah.apps.registry.models import (
    Business,
    Consent,
    ImportBatch,
    ImportProblem,
    PossibleDuplicate,
)
from wadah.apps.registry.queries.business import visible_businesses
from wadah.core.values import InvalidInput, Text

Progress = Callable[[str, int, int], None]
CREATE_CHUNK = 500
# An update spells every field of every row out; larger chunks are not faster.
UPDATE_CHUNK = 100
SAME_ENTRY = "same name, owner and address"
_UPDATED = (*LIST_FIELDS, "original", "content_hash", "batch_id", "updated_at")
_IDENTITY_RULES = (NIB_FORMAT.code, NPWP_FORMAT.code)


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
    records = make_records(found)
    tell("writing", 0, rows)
    if dry_run:
        with transaction.atomic():
            plan = make_plan(found, records)
        return _outcome(actor, found, plan, count_without_region(records), None)
    try:
        return _store(actor, found, records)
    except IntegrityError as error:
        if "list_key" in str(error) or "business_once_a_list" in str(error):
            raise InvalidInput("file", "list_being_loaded", _AT_ONCE) from error
        raise


def _tell_nobody(phase: str, done: int, all_rows: int) -> None:
    """Nobody waits."""


@transaction.atomic
def _store(actor: Actor, found: ListFile, records: Sequence[Values]) -> ImportOutcome:
    plan = make_plan(found, records)
    without_region = count_without_region(records)
    known = _find_same_loading(found) if not (plan.created or plan.updated) else None
    if known is not None:
        return _outcome(actor, found, plan, without_region, known.pk)
    batch = _create_batch(actor, found)
    _write_businesses(batch, plan)
    _write_consents(actor, batch, plan.created)
    _write_duplicates(found)
    _write_problems(batch, [*found.staging.problems, *plan.problems])
    outcome = _outcome(actor, found, plan, without_region, batch.pk)
    batch.counts = outcome.counts()
    # Whatever is changed after this moment was changed by hand.
    batch.loaded_at = timezone.now()
    batch.save(update_fields=["counts", "loaded_at"])
    write_audit_row(
        actor=actor,
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


def _find_same_loading(found: ListFile) -> ImportBatch | None:
    """The batch that loaded this very file in this very way."""
    return ImportBatch.objects.filter(
        list_key=found.staging.list_key,
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


def _create_batch(actor: Actor, found: ListFile) -> ImportBatch:
    return ImportBatch.objects.create(
        organisation_id=actor.organisation_id,
        loaded_by_id=actor.user_id,
        file_name=found.table.file_name[-255:],
        file_sha256=found.sha256,
        sheet=found.table.sheet,
        list_key=found.staging.list_key,
        mapping=_mapping_document(found),
    )


def _write_businesses(batch: ImportBatch, plan: Plan) -> None:
    for business in plan.created:
        business.batch = batch
    Business.objects.bulk_create(plan.created, batch_size=CREATE_CHUNK)
    now = timezone.now()
    # Batch and moment of a record that was only filled stay: it goes on counting as
    # changed by hand, else the next loading would overwrite it.
    for business in plan.rewritten:
        business.batch = batch
        business.updated_at = now
    Business.objects.bulk_update(
        plan.updated, [_field_name(name) for name in _UPDATED], batch_size=UPDATE_CHUNK
    )


def _field_name(attribute: str) -> str:
    return attribute.removesuffix("_id")


def _write_consents(
    actor: Actor, batch: ImportBatch, created: Sequence[Business]
) -> None:
    """For new records only: a consent that was withdrawn stays withdrawn."""
    if actor.organisation_id is None:
        return
    Consent.objects.bulk_create(
        [
            Consent(
                business=business,
                organisation_id=actor.organisation_id,
                basis=Consent.Basis.LIST,
                given_by=batch.file_name[:200],
                given_on=timezone.localdate(),
                recorded_by_id=actor.user_id,
            )
            for business in created
        ],
        batch_size=CREATE_CHUNK,
    )


def _write_duplicates(found: ListFile) -> None:
    pairs = [
        (row.possible_duplicate_of, row.source_key)
        for row in found.staging.rows
        if row.possible_duplicate_of
    ]
    if not pairs:
        return
    keys = dict(
        Business.objects.filter(list_key=found.staging.list_key).values_list(
            "source_key", "pk"
        )
    )
    PossibleDuplicate.objects.bulk_create(
        [
            PossibleDuplicate(
                first_id=keys[first], second_id=keys[second], reason=SAME_ENTRY
            )
            for first, second in pairs
        ],
        batch_size=CREATE_CHUNK,
        ignore_conflicts=True,
    )


def _write_problems(batch: ImportBatch, problems: Sequence[RowProblem]) -> None:
    ImportProblem.objects.bulk_create(
        [
            ImportProblem(
                batch=batch,
                row=found.row,
                column=found.column[:200],
                rule=f"{found.rule} {found.name}",
                severity=found.severity,
                message_id=found.message.id,
                message_en=found.message.en,
                # An identity number is stored encrypted or not at all.
                cell=mask(found.cell) if found.rule in _IDENTITY_RULES else found.cell,
            )
            for found in problems
        ],
        batch_size=CREATE_CHUNK,
    )


def _outcome(
    actor: Actor,
    found: ListFile,
    plan: Plan,
    without_region: int,
    batch_id: int | None,
) -> ImportOutcome:
    staging = found.staging
    return ImportOutcome(
        rows=staging.rows_read,
        created=len(plan.created),
        updated=len(plan.updated),
        unchanged=plan.unchanged,
        possible_duplicates=staging.possible_duplicates,
        refused=staging.refused,
        not_businesses=staging.not_businesses,
        businesses_total=visible_businesses(actor).count(),
        without_region=without_region,
        batch_id=batch_id,
        problems=(*staging.problems, *plan.problems),
    )


_AT_ONCE = Text(
    "Daftar yang sama sedang dimuat orang lain. Tunggu sebentar, lalu muat lagi.",
    "Somebody is loading the same list. Wait a moment, then load it again.",
)
