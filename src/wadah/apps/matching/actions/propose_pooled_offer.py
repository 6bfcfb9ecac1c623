"""An officer asks every member of a pool for his share."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import BuyerRequest, PooledOffer
from wadah.apps.matching.pooled_offer_moves import ask_shares, must_pool, read_wanted
from wadah.apps.matching.process_rules import (
    ONE_LIVING_POOLED_OFFER,
    POOL_FILLS_THE_REQUEST,
    REQUEST_OPEN,
)
from wadah.apps.matching.queries.pooled_offers import FILLED
from wadah.apps.matching.request_moves import lock_request
from wadah.apps.matching.request_telling import tell_members
from wadah.core.matching.request_states import LIVE
from wadah.core.values import InvalidInput, Text

State = PooledOffer.State


@transaction.atomic
def propose_pooled_offer(
    *, actor: Actor, request: BuyerRequest, expires_on: date, now: datetime
) -> PooledOffer:
    """Members answer until `expires_on`; nothing is held before all accept.

    Raises `Absent`, `InvalidInput`, `Refused` (MAT-02, MAT-62, MAT-63).
    """
    must_pool(actor)
    wanted = lock_request(actor, request)
    today = timezone.localdate(now)
    require(wanted.state in LIVE and wanted.window_to >= today, REQUEST_OPEN)
    check_last_day(expires_on, wanted, today)
    offers = wanted.pooled_offers
    living = offers.filter(state__in=[State.PROPOSED, State.AGREED])
    require(not living.exists(), ONE_LIVING_POOLED_OFFER)
    require(wanted.pool.get("status") in FILLED, POOL_FILLS_THE_REQUEST)
    last = offers.aggregate(last=Max("version"))["last"] or 0
    offer = PooledOffer.objects.create(
        request=wanted, version=last + 1, pool=wanted.pool, expires_on=expires_on,
        as_of=wanted.matched_on or today, made_by_id=actor.user_id, made_at=now,
    )  # fmt: skip
    shares = ask_shares(actor, offer, read_wanted(offer.pool), offer.pool)
    write_audit_row(
        actor=actor,
        verb="pooled_offer.proposed",
        target=offer,
        after={
            "request": wanted.pk,
            "version": offer.version,
            "expires_on": expires_on.isoformat(),
            "kg": {str(share.pk): str(share.kg) for share in shares},
        },
    )
    tell_members(shares, "share_asked")
    return offer


def check_last_day(day: date, request: BuyerRequest, today: date) -> None:
    """Raise `InvalidInput` unless members can answer and the goods can still leave."""
    if not today <= day <= request.window_to:
        raise InvalidInput("expires_on", "out_of_range", _LAST_DAY)


_LAST_DAY = Text(
    "Batas jawaban harus antara hari ini dan akhir masa pengiriman.",
    "The last day to answer must be between today and the end of the shipping window.",
)
