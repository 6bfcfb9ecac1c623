"""A second person confirms a rung after seeing its proof."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.exports.models import DealRung
from wadah.apps.exports.process_rules import CONFIRMED_BY_ANOTHER, CONFIRMED_ONCE
from wadah.apps.exports.queries.deal import get_rung, may_confirm


@transaction.atomic
def confirm_rung(*, actor: Actor, rung: DealRung, confirmed_at: datetime) -> DealRung:
    """Mark the rung as confirmed, once and for all.

    Raises `Absent`, `Refused` (EXP-01 own rung, EXP-02 confirmed already).
    """
    if not may_confirm(actor) or actor.user_id is None:
        raise Absent("rung")
    rung = get_rung(actor, rung.pk)
    require(rung.recorded_by_id != actor.user_id, CONFIRMED_BY_ANOTHER)
    # One UPDATE with the condition in it: two who press at once cannot both win.
    changed = DealRung.objects.filter(pk=rung.pk, confirmed_at__isnull=True).update(
        confirmed_by=actor.user_id, confirmed_at=confirmed_at
    )
    require(changed == 1, CONFIRMED_ONCE)
    rung.refresh_from_db()
    write_audit_row(
        actor=actor,
        verb="rung.confirmed",
        target=rung,
        before={"confirmed_at": None},
        after={"confirmed_at": confirmed_at.isoformat(), "rung": rung.rung},
        rule=CONFIRMED_BY_ANOTHER.code,
    )
    return rung
