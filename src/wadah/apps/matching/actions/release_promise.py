"""A promise that is no longer wanted gives its kilograms back."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import Promise
from wadah.apps.matching.process_rules import PROMISE_HELD
from wadah.apps.registry.capacity_book import (
    Kind,
    Moves,
    move,
    with_patience,
    write_line,
)
from wadah.apps.registry.queries.product import get_product

State = Promise.State


def release_promise(*, actor: Actor, promise: Promise) -> Promise:
    """Free the kilograms of one promise before its day.

    Raises `Absent`, `Refused` (MAT-03) when it holds no more.
    """
    actor.must_reach(Subject.MEETINGS, Reach.CONSENTED, Reach.ALL)
    found = get_promise(actor, promise.pk)
    return with_patience(lambda: _release(actor, found))


@transaction.atomic
def _release(actor: Actor, found: Promise) -> Promise:
    require(give_back(actor, found, State.RELEASED, Kind.RELEASED), PROMISE_HELD)
    write_audit_row(
        actor=actor,
        verb="promise.released",
        target=found,
        before={"state": State.HELD},
        after={"state": found.state, "kg": str(found.kg)},
    )
    return found


def get_promise(actor: Actor, pk: int) -> Promise:
    """One promise on a product in the actor's sight. Raises `Absent`."""
    found = Promise.objects.filter(pk=pk).first()
    if found is None:
        raise Absent(f"promise {pk}")
    get_product(actor, found.product_id)
    return found


def give_back(actor: Actor, promise: Promise, state: State, kind: str) -> bool:
    """Free the kilograms; false when another writer was first.

    The state is part of the UPDATE, so only one writer can win.
    """
    changed = Promise.objects.filter(pk=promise.pk, state=State.HELD).update(
        state=state
    )
    if changed == 0:
        return False
    moves = Moves(promised_kg=-promise.kg)
    move(promise.product_id, promise.month, moves)
    write_line(
        actor, promise.product_id, promise.month, kind, moves,
        reference=f"promise:{promise.pk}",
    )  # fmt: skip
    promise.state = state
    return True
