"""A promise becomes an order: it does not expire any more."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.actions.release_promise import get_promise
from wadah.apps.matching.models import Promise
from wadah.apps.matching.process_rules import PROMISE_HELD
from wadah.apps.registry.capacity_book import Kind, Moves, with_patience, write_line


def order_promise(*, actor: Actor, promise: Promise, ordered_on: date) -> Promise:
    """Keep the kilograms for good. Raises `Absent` or `Refused` (MAT-03)."""
    actor.must_reach(Subject.MEETINGS, Reach.CONSENTED, Reach.ALL)
    found = get_promise(actor, promise.pk)
    return with_patience(lambda: _order(actor, found, ordered_on))


@transaction.atomic
def _order(actor: Actor, found: Promise, ordered_on: date) -> Promise:
    held = Promise.objects.filter(
        pk=found.pk, state=Promise.State.HELD, expires_on__gte=ordered_on
    )
    changed = held.update(state=Promise.State.ORDERED, ordered_on=ordered_on)
    require(changed == 1, PROMISE_HELD)
    found.state = Promise.State.ORDERED
    found.ordered_on = ordered_on
    write_line(
        actor, found.product_id, found.month, Kind.ORDERED, Moves(),
        reference=f"promise:{found.pk}",
    )  # fmt: skip
    write_audit_row(
        actor=actor,
        verb="promise.ordered",
        target=found,
        before={"state": Promise.State.HELD},
        after={"state": found.state, "kg": str(found.kg)},
    )
    return found
