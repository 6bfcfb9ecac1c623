"""Writes what an import planned: records, consents, certificates, problems, changes.

Called inside the transaction of the action, and only by it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import polars as pl
from django.db import connection
from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.fields import encrypt_all, mask
from wadah.apps.registry.importing.identity import duplicate_pairs
from wadah.apps.registry.importing.listfile import ListFile
from wadah.apps.registry.importing.plan import KEYS_A_QUERY, Plan, Update
from wadah.apps.registry.importing.problems import (
    NIB_FORMAT,
    NPWP_FORMAT,
    RowProblem,
)
from wadah.apps.registry.importing.record import LIST_FIELDS
from wadah.apps.registry.importing.writing import (
    indexes_afterwards,
    insert_frame,
    update_rows,
)
from wadah.apps.registry.models import (
    BatchChange,
    Business,
    Consent,
    ImportBatch,
    ImportDifference,
    ImportProblem,
    PossibleDuplicate,
    StatedCertificate,
)
from wadah.apps.registry.queries.duplicates import standing_keys

SAME_ENTRY = "same name, owner and address"
_IDENTITY_RULES = (NIB_FORMAT.code, NPWP_FORMAT.code)
_ENCRYPTED = ("nib", "npwp")
_REWRITTEN = (*LIST_FIELDS, "original", "content_hash", "batch_id", "updated_at")


def store_created(batch: ImportBatch, plan: Plan, now: datetime) -> None:
    created = plan.created
    encrypted = created.with_columns(_encrypted(created[name]) for name in _ENCRYPTED)
    constants = {
        "batch_id": batch.pk,
        "list_key": plan.list_key,
        "created_at": now,
        "updated_at": now,
    }
    with indexes_afterwards(Business, len(created)):
        insert_frame(Business, encrypted, constants)


def _encrypted(numbers: pl.Series) -> pl.Series:
    if not (numbers != "").any():
        return numbers
    return pl.Series(numbers.name, encrypt_all(numbers.to_list()), dtype=pl.String)


def store_consents(actor: Actor, batch: ImportBatch) -> None:
    """For new records only: a consent that was withdrawn stays withdrawn.

    To be called before any older record is given to the batch.
    """
    if actor.organisation_id is None:
        return
    constants: dict[str, object] = {
        "organisation_id": actor.organisation_id,
        "basis": Consent.Basis.LIST,
        "given_by": batch.file_name[:200],
        "given_on": timezone.localdate(),
        "recorded_by_id": actor.user_id,
    }
    keys = Business.objects.filter(batch=batch).order_by("pk")
    frame = pl.DataFrame({"business_id": list(keys.values_list("pk", flat=True))})
    insert_frame(Consent, frame, constants)


def store_updates(batch: ImportBatch, updates: Sequence[Update], now: datetime) -> None:
    """The records that the list rewrites or fills, and what they held before.

    Batch and moment of a record that was only filled stay: it goes on counting as
    changed by hand, else the next loading would overwrite it.
    """
    if not updates:
        return
    hidden = _hidden_numbers([update.business.pk for update in updates])
    changes, rewritten = [], []
    for update in updates:
        values = dict(update.values)
        values["original"] = json.loads(str(values["original"]))
        if not update.is_filled:
            values |= {"batch_id": batch.pk, "updated_at": now}
        before = {
            name: _json_form(_held(update.business, name, hidden))
            for name, value in values.items()
            if getattr(update.business, name) != value
        }
        changes.append(
            {
                "business_id": update.business.pk,
                "before": json.dumps(before),
                "content_hash": str(values["content_hash"]),
            }
        )
        if update.is_filled:
            Business.objects.filter(pk=update.business.pk).update(**values)
        else:
            rewritten.append(
                (*(values[name] for name in _REWRITTEN), update.business.pk)
            )
    update_rows(Business, _REWRITTEN, rewritten)
    insert_frame(
        BatchChange, pl.DataFrame(changes), {"batch_id": batch.pk, "created": False}
    )


def _hidden_numbers(keys: Sequence[int]) -> dict[int, dict[str, str]]:
    """Identity numbers as they stand in the database: encrypted."""
    hidden: dict[int, dict[str, str]] = {}
    table = connection.ops.quote_name(Business._meta.db_table)
    for start in range(0, len(keys), KEYS_A_QUERY):
        part = list(keys[start : start + KEYS_A_QUERY])
        marks = ", ".join(["%s"] * len(part))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, nib, npwp FROM {table} WHERE id IN ({marks})",  # noqa: S608
                part,
            )
            for pk, nib, npwp in cursor.fetchall():
                hidden[pk] = {"nib": nib, "npwp": npwp}
    return hidden


def _held(business: Business, name: str, hidden: dict[int, dict[str, str]]) -> object:
    if name in _ENCRYPTED:
        return hidden[business.pk][name]
    value: object = getattr(business, name)
    return value


def _json_form(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def store_beside(batch: ImportBatch, found: ListFile, plan: Plan) -> None:
    """Duplicates, certificates and differences of the records that are written."""
    pairs = [
        (plan.renamed.get(first, first), plan.renamed.get(second, second))
        for first, second in duplicate_pairs(found.staging.frame)
    ]
    keys_of_rows = found.staging.frame["source_key"]
    stated = {
        plan.renamed.get(keys_of_rows[at], keys_of_rows[at]): certificates
        for at, certificates in found.staging.certificates.items()
    }
    wanted = {key for pair in pairs for key in pair}
    wanted |= {*stated, *(told.source_key for told in plan.differences)}
    keys = _keys_of(plan.list_key, wanted)
    # What a list says of a record that was merged away is about the one that stands.
    standing = standing_keys(keys.values())
    keys = {source: standing.get(key, key) for source, key in keys.items()}
    _store_duplicates(
        {
            (keys[first], keys[second])
            for first, second in pairs
            if first in keys and second in keys
        }
    )
    _store_differences(batch, plan, keys)
    _store_certificates(
        {keys[key]: certificates for key, certificates in stated.items() if key in keys}
    )


def _keys_of(list_key: str, source_keys: Iterable[str]) -> dict[str, int]:
    wanted = sorted(source_keys)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), KEYS_A_QUERY):
        part = wanted[start : start + KEYS_A_QUERY]
        found.update(
            Business.objects.filter(list_key=list_key, source_key__in=part).values_list(
                "source_key", "pk"
            )
        )
    return found


def _store_duplicates(pairs: Iterable[tuple[int, int]]) -> None:
    ordered = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    PossibleDuplicate.objects.bulk_create(
        [
            PossibleDuplicate(first_id=first, second_id=second, reason=SAME_ENTRY)
            for first, second in ordered
        ],
        ignore_conflicts=True,
    )


def _store_differences(batch: ImportBatch, plan: Plan, keys: dict[str, int]) -> None:
    told = [row for row in plan.differences if row.source_key in keys]
    insert_frame(
        ImportDifference,
        pl.DataFrame(
            {
                "business_id": [keys[row.source_key] for row in told],
                "field": [row.field for row in told],
                "sheet": [row.sheet[:100] for row in told],
                "row": [row.row for row in told],
                "kept": [row.kept for row in told],
                "offered": [row.offered for row in told],
            }
        ),
        {"batch_id": batch.pk, "state": ImportDifference.State.OPEN},
    )


def _store_certificates(stated: dict[int, Any]) -> None:
    """Those that are not known of the business yet."""
    known = set(
        StatedCertificate.objects.filter(business__in=list(stated)).values_list(
            "business", "kind", "stated"
        )
    )
    StatedCertificate.objects.bulk_create(
        StatedCertificate(
            business_id=pk,
            kind=one.kind,
            number=one.number[:100],
            issued_on=one.issued_on or None,
            stated=one.stated,
            sheet=one.sheet[:100],
        )
        for pk, certificates in stated.items()
        for one in certificates
        if (pk, one.kind, one.stated) not in known
    )


def store_problems(batch: ImportBatch, problems: Sequence[RowProblem]) -> None:
    """Every problem; an identity number is stored encrypted or not at all."""
    insert_frame(
        ImportProblem,
        pl.DataFrame(
            {
                "row": [found.row for found in problems],
                "column": [found.column[:200] for found in problems],
                "rule": [f"{found.rule} {found.name}" for found in problems],
                "severity": [found.severity for found in problems],
                "message_id": [found.message.id for found in problems],
                "message_en": [found.message.en for found in problems],
                "cell": [
                    mask(found.cell) if found.rule in _IDENTITY_RULES else found.cell
                    for found in problems
                ],
            },
            schema_overrides={"row": pl.Int64},
        ),
        {"batch_id": batch.pk},
    )
