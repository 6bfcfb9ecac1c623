"""Pooled offers and their shares as far as the actor may read them."""

from __future__ import annotations

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.models import BuyerRequest, PooledOffer, PooledShare
from wadah.apps.matching.queries.match import readable_products
from wadah.apps.matching.queries.request import visible_requests
from wadah.apps.registry.models import Product
from wadah.core.matching.pooled_offer_states import LIVING_SHARES
from wadah.core.matching.request_states import LIVE
from wadah.core.pooling import PoolStatus

# A short pool fills nothing.
FILLED = frozenset({PoolStatus.FILLED, PoolStatus.FILLED_WITH_RESERVE})


def visible_offers(actor: Actor) -> QuerySet[PooledOffer]:
    """All for an officer; a buyer reads what is agreed for his own requests.

    A member reads his shares, never the offer: it would show the others.
    """
    offers = PooledOffer.objects.select_related(
        "request__buyer", "request__family", "request__destination"
    )
    reach = actor.reach(Subject.REQUESTS)
    if reach is Reach.ALL:
        return offers
    if reach is Reach.OWN:
        mine = visible_requests(actor).order_by().values("pk")
        return offers.filter(request__in=mine, state=PooledOffer.State.AGREED)
    return offers.none()


def get_offer(actor: Actor, pk: int) -> PooledOffer:
    """One offer. Raises `Absent`."""
    offer = visible_offers(actor).filter(pk=pk).first()
    if offer is None:
        raise Absent(f"pooled offer {pk}")
    return offer


def list_offers_of(actor: Actor, request: BuyerRequest) -> QuerySet[PooledOffer]:
    """Every offer for the request in the actor's sight, the youngest first."""
    return visible_offers(actor).filter(request=request)


def visible_shares(actor: Actor) -> QuerySet[PooledShare]:
    """Those of the own business, or of the businesses an officer cares for."""
    shares = PooledShare.objects.select_related(
        "offer__request__family", "offer__request__destination",
        "product__business__region", "lot", "answered_by",
    )  # fmt: skip
    if actor.reach(Subject.REQUESTS) not in (Reach.ALL, Reach.MATCHED):
        return shares.none()
    readable = readable_products(actor, Product.objects.all())
    return shares.filter(product__in=readable)


def get_share(actor: Actor, pk: int) -> PooledShare:
    """One share. Raises `Absent`."""
    share = visible_shares(actor).filter(pk=pk).first()
    if share is None:
        raise Absent(f"share {pk}")
    return share


def list_own_shares(actor: Actor, request: BuyerRequest) -> QuerySet[PooledShare]:
    """What a member is asked for, of one request; nothing for anybody else."""
    shares = visible_shares(actor).filter(offer__request=request)
    if actor.reach(Subject.REQUESTS) is not Reach.MATCHED:
        return shares.none()
    return shares.exclude(state=PooledShare.State.REPLACED)


def list_shares_to_answer(actor: Actor) -> QuerySet[PooledShare]:
    """What members in the actor's own house are asked and have not answered."""
    if actor.reach(Subject.REQUESTS) is not Reach.MATCHED:
        return PooledShare.objects.none()
    return visible_shares(actor).filter(
        state=PooledShare.State.ASKED, offer__state=PooledOffer.State.PROPOSED
    )


def list_living_shares(actor: Actor, offer: PooledOffer) -> list[PooledShare]:
    """All that make up an offer in sight, by month; whoever shows them hides names."""
    get_offer(actor, offer.pk)
    shares = offer.shares.filter(state__in=LIVING_SHARES).select_related(
        "product__business__region", "lot"
    )
    return list(shares.order_by("month", "product__business_id", "product_id"))


def list_readable_keys(actor: Actor, shares: list[PooledShare]) -> set[int]:
    """The products among the shares whose business the actor may name."""
    if actor.reach(Subject.REQUESTS) is Reach.OWN:
        return set()
    keys = {share.product_id for share in shares}
    rows = readable_products(actor, Product.objects.filter(pk__in=keys))
    return set(rows.order_by().values_list("pk", flat=True))


def may_propose(actor: Actor, request: BuyerRequest) -> bool:
    """Whether a pooled offer can be made: a pool that fills, none under way."""
    under_way = request.pooled_offers.filter(
        state__in=[PooledOffer.State.PROPOSED, PooledOffer.State.AGREED]
    )
    return (
        actor.reach(Subject.REQUESTS) is Reach.ALL
        and request.state in LIVE
        and request.pool.get("status") in FILLED
        and not under_way.exists()
    )
