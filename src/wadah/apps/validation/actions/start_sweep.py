"""Somebody asks for the verdicts of all products anew; the worker does it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.validation.models import SweepOrder
from wadah.apps.validation.queries.sweep import OPEN, find_open_order
from wadah.apps.validation.tasks import sweep_by_order


@transaction.atomic
def start_sweep(*, actor: Actor, as_of: date, now: datetime) -> SweepOrder:
    """Order a sweep; the one that is under way already is given back instead.

    An order that nobody has worked on for long is closed as broken off. Raises
    `Absent` for anybody but an administrator.
    """
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL)
    under_way = find_open_order(actor, now)
    if under_way is not None:
        return under_way
    SweepOrder.objects.filter(state__in=OPEN).update(state=SweepOrder.State.FAILED)
    order = SweepOrder.objects.create(as_of=as_of, asked_by_id=actor.user_id)
    write_audit_row(
        actor=actor, verb="sweep.asked", target=order, after={"as_of": str(as_of)}
    )
    sweep_by_order.later(order.pk)
    return order
