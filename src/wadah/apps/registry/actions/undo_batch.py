"""A loaded list is taken back: the whole batch, in one transaction.

Records that the batch made go, those that it changed get back what they held. What
somebody did since is never undone with it: such records stop the undo, or with
`keep_used` they stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.fields import EncryptedTextField, decrypt
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.registry.counting import recount
from wadah.apps.registry.models import (
    BatchChange,
    Business,
    Consent,
    ImportBatch,
)
from wadah.apps.registry.queries.imports import get_batch
from wadah.core.values import InvalidInput, Text

# What an import itself leaves beside a record; it goes with the record.
_MADE_BY_IMPORT = ("importdifference", "batchchange", "possibleduplicate",
                   "statedcertificate")  # fmt: skip
USED_NAMED = 100


@dataclass(frozen=True, slots=True)
class UsedRecord:
    """A business of the batch that somebody did something with since.

    `what` names it in the words of the database (`product`, `document`, `claim`,
    `merge`, ...); `edited` when the record itself was changed.
    """

    business_id: int
    name: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UndoOutcome:
    """Records removed, given back what they held, and kept because they are used."""

    batch_id: int
    removed: int
    restored: int
    kept: tuple[UsedRecord, ...]


class BatchInUse(InvalidInput):
    """Records of the batch are in use; `used` names the first hundred of `count`."""

    def __init__(self, used: Sequence[UsedRecord]) -> None:
        count = len(used)
        names = ", ".join(record.name for record in used[:5])
        super().__init__(
            "batch",
            "batch_in_use",
            Text(
                f"{count} usaha dari daftar ini sudah dipakai atau diubah: {names}. "
                "Pilih membatalkan sisanya saja, atau biarkan daftarnya.",
                f"{count} businesses of this list are used or were changed: {names}. "
                "Choose to undo only the rest, or leave the list as it is.",
            ),
        )
        self.used = tuple(used[:USED_NAMED])
        self.count = count


@transaction.atomic
def undo_batch(*, actor: Actor, batch_id: int, keep_used: bool = False) -> UndoOutcome:
    """Take a loading back.

    Raises `Absent`; `InvalidInput` when it was undone before or a later loading
    changed the same records; `BatchInUse` unless `keep_used`.
    """
    actor.must_reach(Subject.IMPORTS, Reach.OWN, Reach.ALL)
    get_batch(actor, batch_id)
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.undone_at is not None:
        raise InvalidInput("batch", "batch_undone", _UNDONE)
    _refuse_before_later(batch)
    created, changed = _created_by(batch), _changed_by(batch)
    used = _find_used(batch, created, changed)
    if used and not keep_used:
        raise BatchInUse(used)
    kept = [record.business_id for record in used]
    restored = _restore(changed.exclude(business__in=kept))
    removed = _remove(created.exclude(pk__in=kept))
    recount()
    batch.undone_at, batch.undone_by_id = timezone.now(), actor.user_id
    batch.save(update_fields=["undone_at", "undone_by"])
    outcome = UndoOutcome(batch.pk, removed, restored, tuple(used))
    write_audit_row(
        actor=actor,
        verb="import.undone",
        target=batch,
        before={"file": batch.file_name, "sha256": batch.file_sha256},
        after={"removed": removed, "restored": restored, "kept": len(used)},
    )
    return outcome


def _created_by(batch: ImportBatch) -> QuerySet[Business]:
    """A record bears the batch that wrote it last; those changed are written down."""
    return Business.objects.filter(batch=batch).exclude(
        pk__in=BatchChange.objects.filter(batch=batch).values("business")
    )


def _changed_by(batch: ImportBatch) -> QuerySet[BatchChange]:
    return BatchChange.objects.filter(batch=batch, created=False)


def _refuse_before_later(batch: ImportBatch) -> None:
    later = (
        BatchChange.objects.filter(batch__pk__gt=batch.pk, batch__undone_at=None)
        .filter(
            Q(before__batch_id=batch.pk)
            | Q(business__in=_changed_by(batch).values("business"))
        )
        .select_related("batch")
        .order_by("-batch")
        .first()
    )
    if later is None:
        return
    file = later.batch.file_name
    raise InvalidInput(
        "batch",
        "later_batch",
        Text(
            f"Daftar “{file}” dimuat sesudahnya dan mengubah usaha yang sama. "
            "Batalkan daftar itu dulu.",
            f"The list “{file}” was loaded later and changed the same businesses. "
            "Undo that one first.",
        ),
    )


def _find_used(
    batch: ImportBatch,
    created: QuerySet[Business],
    changed: QuerySet[BatchChange],
) -> list[UsedRecord]:
    found: dict[int, set[str]] = {}

    def note(what: str, keys: Iterable[int]) -> None:
        for key in keys:
            found.setdefault(key, set()).add(what)

    edited = Q(updated_at__gt=batch.loaded_at)
    note("edited", created.filter(edited).values_list("pk", flat=True))
    note("edited", changed.filter(business__updated_at__gt=batch.loaded_at).values_list(
        "business", flat=True))  # fmt: skip
    note("owner", created.filter(organisation__isnull=False).values_list(
        "pk", flat=True))  # fmt: skip
    for relation in _hung_on():
        model = cast("type[models.Model]", relation.related_model)
        field = relation.field.name
        rows = model._base_manager.filter(**{f"{field}__in": created.values("pk")})
        if model is Consent:
            # Handing the list over gave this one; any other came from the person.
            rows = rows.exclude(basis=Consent.Basis.LIST, withdrawn_on=None)
        name = "merge" if model is Business else str(model._meta.model_name)
        note(name, rows.values_list(field, flat=True).distinct())
    names = dict(Business.objects.filter(pk__in=list(found)).values_list("pk", "name"))
    return [UsedRecord(pk, names[pk], tuple(sorted(found[pk]))) for pk in sorted(found)]


def _pointing_here() -> list[Any]:
    """Every table that points at a business, those of later steps included."""
    fields: list[Any] = list(Business._meta.get_fields(include_hidden=True))
    return [field for field in fields if field.auto_created and not field.concrete]


def _hung_on() -> list[Any]:
    return [
        relation
        for relation in _pointing_here()
        if relation.related_model._meta.model_name not in _MADE_BY_IMPORT
    ]


def _restore(changes: QuerySet[BatchChange]) -> int:
    count = 0
    for change in changes.select_related("business").iterator(chunk_size=500):
        before = cast("dict[str, Any]", change.before)
        # `update` takes the values as they are: `save` would set a new moment.
        Business.objects.filter(pk=change.business_id).update(
            **{name: _stored_form(name, value) for name, value in before.items()}
        )
        count += 1
    return count


def _stored_form(name: str, value: Any) -> Any:
    field = Business._meta.get_field(name.removesuffix("_id"))
    if isinstance(field, models.DecimalField):
        return None if value is None else Decimal(value)
    if isinstance(field, EncryptedTextField):
        return decrypt(value) if value else ""
    if isinstance(field, models.DateTimeField):
        return parse_datetime(value)
    return value


def _remove(created: QuerySet[Business]) -> int:
    keys = created.values("pk")
    for relation in _pointing_here():
        model = cast("type[models.Model]", relation.related_model)
        if model is not Business:
            model._base_manager.filter(**{f"{relation.field.name}__in": keys}).delete()
    # What hangs on them is gone: one statement instead of collecting every row.
    return int(cast(Any, created)._raw_delete(created.db))


_UNDONE = Text(
    "Daftar ini sudah dibatalkan. Muat berkasnya lagi bila masih diperlukan.",
    "This list has been undone. Load its file again if you still need it.",
)
