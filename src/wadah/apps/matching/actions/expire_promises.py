"""Promises whose day has passed give their kilograms back."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.actions.release_promise import give_back
from wadah.apps.matching.models import Promise
from wadah.apps.registry.capacity_book import Kind, with_patience


def expire_promises(*, actor: Actor, as_of: date) -> int:
    """Free every promise whose day lies before `as_of`; returns how many.

    Each in a transaction of its own: a night that breaks off has freed some. Raises
    `Absent` unless the actor runs the whole installation.
    """
    actor.must_reach(Subject.MEETINGS, Reach.ALL)
    late = Promise.objects.filter(state=Promise.State.HELD, expires_on__lt=as_of)
    return sum(
        with_patience(partial(_expire, actor, promise))
        for promise in late.order_by("product_id", "month", "pk")
    )


@transaction.atomic
def _expire(actor: Actor, promise: Promise) -> bool:
    return expire_one(actor, promise)


def expire_late(actor: Actor, product_id: int, month: date, today: date) -> int:
    """Give back what is held in a month by promises whose day is past; how many."""
    late = Promise.objects.filter(
        product_id=product_id,
        month=month,
        state=Promise.State.HELD,
        expires_on__lt=today,
    ).order_by("pk")
    return sum(expire_one(actor, promise) for promise in late)


def expire_one(actor: Actor, promise: Promise) -> bool:
    """End one promise whose day is past; false when somebody was first."""
    if not give_back(actor, promise, Promise.State.EXPIRED, Kind.EXPIRED):
        return False
    write_audit_row(
        actor=actor,
        verb="promise.expired",
        target=promise,
        before={"state": Promise.State.HELD},
        after={"state": promise.state, "kg": str(promise.kg)},
    )
    return True
