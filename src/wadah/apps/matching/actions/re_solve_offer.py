"""Somebody refused: the others are asked for what is missing, with the least change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import Refused, require
from wadah.apps.matching.actions.propose_pooled_offer import check_last_day
from wadah.apps.matching.models import PooledOffer, PooledShare
from wadah.apps.matching.pool_again import pool_again
from wadah.apps.matching.pooled_offer_moves import (
    Wanted,
    ask_shares,
    lock_offer,
    must_pool,
    read_wanted,
    set_offer_state,
    set_share_state,
)
from wadah.apps.matching.process_rules import (
    ACCEPTED_SHARE_STAYS,
    POOL_FILLS_THE_REQUEST,
    REQUEST_OPEN,
)
from wadah.apps.matching.queries.pooled_offers import FILLED
from wadah.apps.matching.queries.registry import read_registry
from wadah.apps.matching.queries.words import get_words
from wadah.apps.matching.request_json import request_json
from wadah.apps.matching.request_telling import tell_members
from wadah.core.matching import match_from_json
from wadah.core.matching.request_states import LIVE
from wadah.core.pooling import Share
from wadah.core.values import InvalidInput, Month

State = PooledShare.State


@transaction.atomic
def re_solve_offer(
    *, actor: Actor, offer: PooledOffer, expires_on: date, now: datetime
) -> PooledOffer:
    """Ask anew, until `expires_on`; accepted shares stay as they are.

    A member whose kilograms did not change keeps his question. Raises `Absent`,
    `InvalidInput`, `Refused` (MAT-02, MAT-60, MAT-63, MAT-65); then nothing changes.
    """
    must_pool(actor)
    row = lock_offer(actor, offer)
    set_offer_state(row, "re_solve")
    today = timezone.localdate(now)
    request = row.request
    require(request.state in LIVE and request.window_to >= today, REQUEST_OPEN)
    check_last_day(expires_on, request, today)
    shares = list(row.shares.select_related("product"))
    # The quantity is the same, and so are its containers.
    kept = {"containers": row.pool.get("containers", [])}
    pool = {**_solve(actor, row, shares, today), **kept}
    require(pool["status"] in FILLED, POOL_FILLS_THE_REQUEST)
    before = {"version": row.version, "expires_on": row.expires_on.isoformat()}
    last = request.pooled_offers.aggregate(last=Max("version"))["last"]
    row.version, row.pool, row.as_of, row.expires_on = last + 1, pool, today, expires_on
    row.save(update_fields=["version", "pool", "as_of", "expires_on"])
    wanted = read_wanted(pool)
    dropped = _drop_changed(shares, wanted)
    asked = ask_shares(actor, row, wanted, pool)
    write_audit_row(
        actor=actor,
        verb="pooled_offer.re_solved",
        target=row,
        before=before,
        after={
            "version": row.version,
            "expires_on": expires_on.isoformat(),
            "asked": {str(share.pk): str(share.kg) for share in asked},
            "replaced": [share.pk for share in dropped],
        },
    )
    tell_members(asked, "share_asked")
    return row


def _solve(
    actor: Actor, offer: PooledOffer, shares: Sequence[PooledShare], today: date
) -> Mapping[str, Any]:
    document, words = request_json(offer.request, today), get_words()
    terms, _, window = match_from_json(document, words, today)
    offers = read_registry(actor, document, terms, window, words).offers
    previous: dict[str, Decimal] = {}
    for share in shares:
        if share.state in (State.ACCEPTED, State.ASKED):
            key = str(share.product_id)
            previous[key] = previous.get(key, Decimal(0)) + share.kg
    try:
        return pool_again(
            terms, offers, window,
            kept=_kept(shares), previous=previous,
            refused={str(s.product_id) for s in shares if s.state == State.REFUSED},
        )  # fmt: skip
    except InvalidInput as error:
        raise Refused(ACCEPTED_SHARE_STAYS) from error


def _kept(shares: Sequence[PooledShare]) -> list[Share]:
    """Accepted shares, and what else their members are still asked for.

    A seller whose share is fixed brings that and no more: without the second half an
    open question for another month would be lost.
    """
    fixed = {s.product_id for s in shares if s.state == State.ACCEPTED}
    return [
        Share(str(s.product.business_id), str(s.product_id), Month.of(s.month), s.kg)
        for s in shares
        if s.state in (State.ACCEPTED, State.ASKED) and s.product_id in fixed
    ]


def _drop_changed(shares: Sequence[PooledShare], wanted: Wanted) -> list[PooledShare]:
    """Takes from `wanted` what is asked already; gives the questions that are void."""
    dropped = []
    for share in shares:
        if share.state not in (State.ACCEPTED, State.ASKED):
            continue
        key = share.product_id, Month.of(share.month)
        if wanted.get(key) == share.kg:
            del wanted[key]
        elif share.state == State.ASKED:
            set_share_state(share, "replace")
            dropped.append(share)
    PooledShare.objects.bulk_update(dropped, ["state"])
    return dropped
