"""Pooled offers whose members did not all answer in time end."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.models import PooledOffer
from wadah.apps.matching.pooled_offer_moves import lock_by_key, set_offer_state
from wadah.apps.registry.capacity_book import with_patience


def lapse_pooled_offers(*, actor: Actor, as_of: date) -> int:
    """End every waiting offer whose last day lies before `as_of`; returns how many.

    Raises `Absent` unless the actor runs the whole installation.
    """
    actor.must_reach(Subject.MEETINGS, Reach.ALL)
    late = PooledOffer.objects.filter(
        state=PooledOffer.State.PROPOSED, expires_on__lt=as_of
    )
    keys = list(late.order_by("pk").values_list("pk", flat=True))
    return sum(with_patience(partial(_lapse, actor, pk)) for pk in keys)


@transaction.atomic
def _lapse(actor: Actor, pk: int) -> bool:
    offer = lock_by_key(pk)
    if offer.state != PooledOffer.State.PROPOSED:
        return False
    before = set_offer_state(offer, "lapse")
    offer.save(update_fields=["state"])
    write_audit_row(
        actor=actor,
        verb="pooled_offer.lapsed",
        target=offer,
        before={"state": before},
        after={"state": offer.state},
    )
    return True
