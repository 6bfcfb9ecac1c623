"""A person takes a copy of his data; that he did is kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import DataRequest
from wadah.apps.registry.queries.personal_data import Row, copy_personal_data


@transaction.atomic
def take_data_copy(*, actor: Actor, now: datetime) -> dict[str, list[Row]]:
    """Everything about the person, by table. Raises `Absent`."""
    copied = copy_personal_data(actor)
    counts = {name: len(rows) for name, rows in copied.items()}
    request = DataRequest.objects.create(
        user_id=actor.user_id or 0,
        kind=DataRequest.Kind.COPY,
        state=DataRequest.State.DONE,
        due_at=now,
        decided_by_id=actor.user_id,
        decided_at=now,
        outcome=counts,
    )
    write_audit_row(
        actor=actor, verb="personal_data.copied", target=request, after=counts
    )
    return copied
