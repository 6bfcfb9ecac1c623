"""An offer of several producers that waits for the answer of one of them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.actions.answer_share import answer_share
from wadah.apps.matching.actions.propose_pooled_offer import propose_pooled_offer
from wadah.apps.matching.models import PooledShare
from wadah.apps.matching.queries.pooled_offers import may_propose
from wadah.apps.matching.queries.request import visible_requests

DAYS_TO_ANSWER = timedelta(days=14)


def build_pooled_offer(actors: dict[str, Actor], as_of: date) -> None:
    """For the first request whose pool fills it; the last member has not answered."""
    officer = actors["officer"]
    now = timezone.make_aware(datetime.combine(as_of, time(9)))
    for wanted in visible_requests(officer).order_by("pk"):
        if may_propose(officer, wanted):
            day = min(as_of + DAYS_TO_ANSWER, wanted.window_to)
            offer = propose_pooled_offer(
                actor=officer, request=wanted, expires_on=day, now=now
            )
            shares = offer.shares.select_related("product__business").order_by("pk")
            # A member with an account answers himself, and has not yet.
            *first, _waiting = sorted(shares, key=_has_account)
            for share in first:
                answer_share(actor=officer, share=share, accepts=True, now=now)
            return


def _has_account(share: PooledShare) -> bool:
    return share.product.business.organisation_id is not None
