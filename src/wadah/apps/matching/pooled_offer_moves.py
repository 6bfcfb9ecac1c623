"""Moves pooled offers and shares along their tables; the actions call it and audit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.models import PooledOffer, PooledShare
from wadah.apps.matching.process_rules import (
    POOLED_OFFER_MOVE_IN_TABLE,
    SHARE_ANSWERED_IN_TIME,
)
from wadah.apps.matching.queries.pooled_offers import get_offer
from wadah.apps.registry.models import Lot
from wadah.apps.registry.queries.product import visible_products
from wadah.core.matching.pooled_offer_states import move_pooled_offer, move_share
from wadah.core.values import Month, MoveNotAllowed

Wanted = dict[tuple[int, Month], Decimal]
"""Kilograms by product and month."""


def must_pool(actor: Actor) -> None:
    """Raise `Absent` unless the actor makes pooled offers."""
    actor.must_reach(Subject.MEETINGS, Reach.CONSENTED, Reach.ALL)
    actor.must_reach(Subject.REQUESTS, Reach.ALL)


def lock_offer(actor: Actor, offer: PooledOffer) -> PooledOffer:
    """The offer, held until the transaction ends. Raises `Absent`."""
    pk = get_offer(actor, offer.pk).pk
    return lock_by_key(pk)


def lock_by_key(pk: int) -> PooledOffer:
    """Held, so that two answers or solutions at once do not pass one another."""
    offers = PooledOffer.objects.select_for_update(of=("self",))
    return offers.select_related("request").get(pk=pk)


def set_offer_state(offer: PooledOffer, action: str) -> str:
    """Make one move of the locked offer; gives the state before, saves nothing.

    Raises `Refused` by MAT-60.
    """
    before: str = offer.state
    try:
        offer.state = move_pooled_offer(before, action)
    except MoveNotAllowed as error:
        raise Refused(POOLED_OFFER_MOVE_IN_TABLE) from error
    return before


def set_share_state(share: PooledShare, action: str) -> str:
    """Make one move of a share; gives the state before, saves nothing.

    Raises `Refused` by MAT-61.
    """
    before: str = share.state
    try:
        share.state = move_share(before, action)
    except MoveNotAllowed as error:
        raise Refused(SHARE_ANSWERED_IN_TIME) from error
    return before


def read_wanted(pool: Mapping[str, Any]) -> Wanted:
    """What a solved pool asks of each product and month."""
    wanted: Wanted = {}
    for share in pool.get("shares", []):
        key = int(share["product"]), Month.parse(str(share["month"]))
        wanted[key] = wanted.get(key, Decimal(0)) + Decimal(str(share["kg"]))
    return wanted


def ask_shares(
    actor: Actor, offer: PooledOffer, wanted: Wanted, pool: Mapping[str, Any]
) -> list[PooledShare]:
    """One row each, with the lot that the pool is mixed from.

    Raises `Absent` where a product is not in the actor's sight.
    """
    keys = {product for product, _ in wanted}
    seen = visible_products(actor).order_by().in_bulk(keys)
    if len(seen) < len(keys):
        raise Absent(f"products {sorted(keys - set(seen))}")
    lots = _lots(keys, pool.get("shares", []))
    return PooledShare.objects.bulk_create(
        PooledShare(
            offer=offer, version=offer.version, product=seen[product],
            lot=lots.get(product), month=month.first_day(), kg=kg,
        )
        for (product, month), kg in sorted(wanted.items())
    )  # fmt: skip


def _lots(keys: set[int], shares: Iterable[Mapping[str, Any]]) -> dict[int, Lot]:
    codes = {(int(share["product"]), share.get("lot", "")) for share in shares}
    rows = Lot.objects.filter(product__in=keys)
    return {lot.product_id: lot for lot in rows if (lot.product_id, lot.code) in codes}
