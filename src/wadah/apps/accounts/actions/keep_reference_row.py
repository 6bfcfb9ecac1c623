"""An administrator enters or corrects a row of the reference data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import override

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.reference.models import Kept
from wadah.core.values import InvalidInput, Text

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def keep_reference_row(*, actor: Actor, row: Row, values: Mapping[str, object]) -> Row:
    """Set the named fields of a new or an existing row and save it.

    A row is never deleted: `disabled_from` takes it out of the forms from a day on.
    Raises `Absent` or `InvalidInput`.
    """
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL)
    is_new = row._state.adding
    before = {} if is_new else {name: _plain(getattr(row, name)) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    if isinstance(row, Kept):
        # From now on a newer version of the packaged files leaves it alone.
        row.is_own = True
    _check(row)
    row.save(force_insert=is_new)
    after = {name: _plain(getattr(row, name)) for name in values}
    changed = [name for name in after if is_new or before[name] != after[name]]
    write_audit_row(
        actor=actor,
        verb=f"{row._meta.model_name}.{'added' if is_new else 'changed'}",
        target=row,
        before={name: before[name] for name in changed if not is_new},
        after={name: after[name] for name in changed},
    )
    return row


def _check(row: models.Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        field = next(iter(error.message_dict))
        # The sentences are the framework's: ask for them in both languages.
        said = []
        for language in ("id", "en"):
            with override(language):
                said.append(" ".join(str(part) for part in error.message_dict[field]))
        raise InvalidInput(
            "" if field == "__all__" else field, "row_invalid", Text(*said)
        ) from error


def _plain(value: object) -> object:
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
