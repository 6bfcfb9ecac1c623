"""A promise that is no longer wanted gives its kilograms back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import Promise
from wadah.apps.matching.process_rules import PROMISE_HELD
from wadah.apps.registry.models import CapacityMonth
from wadah.apps.registry.queries.product import get_product


@transaction.atomic
def release_promise(*, actor: Actor, promise: Promise) -> Promise:
    """Free the kilograms of one promise before its day.

    Raises `Absent`, `Refused` (MAT-03) when it holds no more.
    """
    actor.must_reach(Subject.MEETINGS, Reach.CONSENTED, Reach.ALL)
    found = Promise.objects.filter(pk=promise.pk).first()
    if found is None:
        raise Absent(f"promise {promise.pk}")
    get_product(actor, found.product_id)
    require(give_back(found), PROMISE_HELD)
    write_audit_row(
        actor=actor,
        verb="promise.released",
        target=found,
        before={"state": Promise.State.HELD},
        after={"state": found.state, "kg": str(found.kg)},
    )
    return found


def give_back(promise: Promise) -> bool:
    """Free the kilograms; false when another writer was first.

    The state is part of the UPDATE, so only one writer can win.
    """
    changed = Promise.objects.filter(pk=promise.pk, state=Promise.State.HELD).update(
        state=Promise.State.EXPIRED
    )
    if changed == 0:
        return False
    CapacityMonth.objects.filter(
        product_id=promise.product_id, month=promise.month
    ).update(promised_kg=F("promised_kg") - promise.kg)
    promise.state = Promise.State.EXPIRED
    return True
