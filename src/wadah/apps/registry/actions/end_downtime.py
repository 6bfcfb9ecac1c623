"""A business works again on days that it had said it would stand still."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.registry.actions.add_downtime import say_downtime
from wadah.apps.registry.models import Downtime
from wadah.apps.registry.queries.business import get_editable_business


@transaction.atomic
def end_downtime(*, actor: Actor, downtime: Downtime, ended_at: datetime) -> Downtime:
    """It is no longer counted. Raises `Absent`, also for one that has ended."""
    get_editable_business(actor, downtime.business_id)
    changed = Downtime.objects.filter(pk=downtime.pk, ended_at=None).update(
        ended_at=ended_at
    )
    if changed == 0:
        raise Absent(f"downtime {downtime.pk}")
    downtime.ended_at = ended_at
    write_audit_row(
        actor=actor,
        verb="downtime.ended",
        target=downtime,
        after=say_downtime(downtime),
    )
    return downtime
